/** A contact that was not taken: the agent gets no other one until she says that she is there. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';
import { nameOf } from '@/pages/agent/telephone/legs';
import type { Contact, Telephone, TelephoneState } from '@/pages/agent/telephone/port';

/** @param contact - null where the telephone holds no contact any more, and yet the error. */
export function MissedPanel({ contact }: { contact: Contact | null }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const state = useTelephoneState();
  const act = useAct();
  const isFailed = contact?.phase === 'failed';
  return (
    <Alert
      type="warning"
      action={
        <Button onClick={() => void act(() => backToWork(telephone, state, contact))}>
          {t('missed.available')}
        </Button>
      }
    >
      {t(isFailed ? 'missed.failed' : 'missed.text', {
        who: (contact === null ? '' : nameOf(contact)) || t('ring.unknown'),
      })}
    </Alert>
  );
}

export async function backToWork(
  telephone: Telephone,
  state: TelephoneState,
  contact: Contact | null,
): Promise<void> {
  if (contact !== null) {
    await telephone.clear(contact.id);
  }
  const routable = state.agent?.statuses.find(({ type }) => type === 'routable');
  if (routable !== undefined) {
    await telephone.setStatus(routable.name);
  }
}
