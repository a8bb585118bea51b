/** A task: what it is about, pause, hand over, complete. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { Transfer } from '@/pages/agent/contact/Transfer';
import { useShortcuts } from '@/pages/agent/shortcuts/useShortcuts';
import { useTelephone } from '@/pages/agent/telephone/context';
import type { Contact, Reference } from '@/pages/agent/telephone/port';
import { safeUrl } from '@/shell/links';

export function TaskPanel({ contact }: { contact: Contact }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const [isTransferOpen, openTransfer] = useState(false);
  const isPaused = contact.phase === 'paused';
  const complete = () => void act(() => telephone.complete(contact.id));
  useShortcuts({ end: complete, transfer: () => openTransfer(true) });
  return (
    <SpaceBetween size="m">
      <Box variant="h3">{contact.name}</Box>
      <Box>{contact.description}</Box>
      {contact.references.length > 0 && (
        <KeyValuePairs
          items={contact.references.map((each) => ({
            label: each.name,
            value: <ReferenceValue reference={each} />,
          }))}
        />
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          iconName={isPaused ? 'play' : 'pause'}
          onClick={() =>
            void act(() =>
              isPaused ? telephone.continueTask(contact.id) : telephone.pause(contact.id),
            )
          }
        >
          {t(isPaused ? 'task.continue' : 'task.pause')}
        </Button>
        <Button onClick={() => openTransfer(true)}>{t('transfer.button')}</Button>
        <Button variant="primary" iconName="check" onClick={complete}>
          {t('task.complete')}
        </Button>
      </SpaceBetween>
      {isTransferOpen && <Transfer contact={contact} close={() => openTransfer(false)} />}
    </SpaceBetween>
  );
}

function ReferenceValue({ reference }: { reference: Reference }) {
  const url = safeUrl(reference.value);
  return url === null ? (
    reference.value
  ) : (
    <Link href={url} external>
      {reference.value}
    </Link>
  );
}
