/** Who is in the call, and what can be done with each. */
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { useTelephone } from '@/pages/agent/telephone/context';
import { colleagueLegs, customerLeg, isConference } from '@/pages/agent/telephone/legs';
import type { Contact, Leg } from '@/pages/agent/telephone/port';

export function Legs({ contact }: { contact: Contact }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const customer = customerLeg(contact);
  const colleagues = colleagueLegs(contact);
  if (colleagues.length === 0) {
    return null;
  }
  const all = customer === undefined ? colleagues : [customer, ...colleagues];
  return (
    <SpaceBetween size="xs">
      {all.map((leg) => (
        <OneLeg key={leg.id} contact={contact} leg={leg} />
      ))}
      <SpaceBetween direction="horizontal" size="xs">
        {!isConference(contact) && (
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => void act(() => telephone.swap(contact.id))}>
              {t('legs.swap')}
            </Button>
            <Button onClick={() => void act(() => telephone.conference(contact.id))}>
              {t('legs.conference')}
            </Button>
          </SpaceBetween>
        )}
        <Button variant="primary" onClick={() => void act(() => telephone.leave(contact.id))}>
          {t('legs.leave')}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

const LOOKS = {
  connecting: 'pending',
  connected: 'success',
  held: 'stopped',
  gone: 'stopped',
} as const;

function OneLeg({ contact, leg }: { contact: Contact; leg: Leg }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const who =
    leg.role === 'customer' ? t('legs.customer') : leg.name || leg.number || t('legs.other');
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <StatusIndicator type={LOOKS[leg.state]}>
        {who}: {t(`legs.${leg.state}`)}
      </StatusIndicator>
      {leg.state !== 'connecting' && (
        <Button
          variant="inline-link"
          ariaLabel={`${t(leg.state === 'held' ? 'call.resume' : 'call.hold')}: ${who}`}
          onClick={() =>
            void act(() =>
              leg.state === 'held'
                ? telephone.resume(contact.id, leg.id)
                : telephone.hold(contact.id, leg.id),
            )
          }
        >
          {t(leg.state === 'held' ? 'call.resume' : 'call.hold')}
        </Button>
      )}
      <Button
        variant="inline-link"
        ariaLabel={`${t('legs.drop')}: ${who}`}
        onClick={() => void act(() => telephone.dropLeg(contact.id, leg.id))}
      >
        {t('legs.drop')}
      </Button>
    </SpaceBetween>
  );
}
