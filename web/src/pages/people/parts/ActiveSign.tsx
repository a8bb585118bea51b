import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';

export function ActiveSign({ active }: { active: boolean }) {
  const { t } = useTranslation('people');
  return active ? (
    <StatusIndicator>{t('active')}</StatusIndicator>
  ) : (
    <StatusIndicator type="stopped">{t('inactive')}</StatusIndicator>
  );
}
