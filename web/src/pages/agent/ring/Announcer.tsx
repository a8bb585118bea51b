/** Says to who cannot see the page that a contact has come. */
import LiveRegion from '@cloudscape-design/components/live-region';
import { useTranslation } from 'react-i18next';
import { nameOf } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';

export function Announcer({ ringing }: { ringing: readonly Contact[] }) {
  const { t } = useTranslation('agent');
  return (
    <LiveRegion assertive hidden>
      {ringing
        .map((contact) =>
          t('ring.announced', {
            what: t(`ring.${contact.channel}`),
            who: nameOf(contact) || t('ring.unknown'),
          }),
        )
        .join(' ')}
    </LiveRegion>
  );
}
