import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';

/** In the place of a page that could not be drawn, or whose script did not come. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <Box padding="xxl">
      <Alert
        type="error"
        statusIconAriaLabel={t('error')}
        action={<Button onClick={() => location.reload()}>{t('retry')}</Button>}
      >
        {t('broken')}
      </Alert>
    </Box>
  );
}
