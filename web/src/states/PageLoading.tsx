import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';

export function PageLoading({ offline = false }: { offline?: boolean }) {
  const { t } = useTranslation();
  return (
    <Box textAlign="center" padding="xxl">
      {offline ? (
        <StatusIndicator type="warning">{t('offline.trying')}</StatusIndicator>
      ) : (
        <StatusIndicator type="loading">{t('loading')}</StatusIndicator>
      )}
    </Box>
  );
}
