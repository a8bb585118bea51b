/** A chat with its customer. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { Conversation } from '@/pages/agent/chat/Conversation';
import { Transfer } from '@/pages/agent/contact/Transfer';
import type { Draft } from '@/pages/agent/draft';
import { useShortcuts } from '@/pages/agent/shortcuts/useShortcuts';
import { useTelephone } from '@/pages/agent/telephone/context';
import { isAnswered, isLive } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';
import { ProblemAlert } from '@/states/ProblemAlert';

export function ChatPanel({ contact, draft }: { contact: Contact; draft: Draft }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const [isTransferOpen, openTransfer] = useState(false);
  const chat = useQuery({
    queryKey: ['chat', contact.id],
    queryFn: () => telephone.openChat(contact.id),
    enabled: isAnswered(contact),
    staleTime: Number.POSITIVE_INFINITY,
    // The telephone keeps it.
    gcTime: 0,
    structuralSharing: false,
  });
  const end = () => void act(() => telephone.leave(contact.id));
  useShortcuts(isLive(contact) ? { end, transfer: () => openTransfer(true) } : {});
  return (
    <SpaceBetween size="s">
      {chat.isPending && isLive(contact) && <Alert type="info">{t('chat.opening')}</Alert>}
      {chat.error !== null && isLive(contact) && (
        <ProblemAlert error={chat.error} retry={() => void chat.refetch()} />
      )}
      {chat.data !== undefined && (
        <Conversation chat={chat.data} isLive={isLive(contact)} draft={draft} />
      )}
      {isLive(contact) && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => openTransfer(true)}>{t('transfer.button')}</Button>
          <Button iconName="status-negative" onClick={end}>
            {t('chat.end')}
          </Button>
        </SpaceBetween>
      )}
      {isTransferOpen && <Transfer contact={contact} close={() => openTransfer(false)} />}
    </SpaceBetween>
  );
}
