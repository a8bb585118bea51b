/** On a laptop no mail leaves: they are all at one address, which is worth knowing here. */
import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { useTranslation } from 'react-i18next';
import { useWorld } from '@/world';

export function LocalMails() {
  const { t } = useTranslation('entry');
  return useWorld().phone === null ? null : (
    <Alert type="info">
      {t('mails.here')}{' '}
      <Link href="/mail" external externalIconAriaLabel={t('newTab')}>
        {t('mails.open')}
      </Link>
    </Alert>
  );
}
