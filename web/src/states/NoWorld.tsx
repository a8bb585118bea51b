import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';

/** The pages came, and what tells them where they are did not. */
export function NoWorld({ why }: { why: 'offline' | 'broken' }) {
  const { t } = useTranslation();
  return (
    <Box padding="xxl">
      <Alert
        type="error"
        statusIconAriaLabel={t('error')}
        action={<Button onClick={() => location.reload()}>{t('retry')}</Button>}
      >
        {t(`noWorld.${why}`)}
      </Alert>
    </Box>
  );
}
