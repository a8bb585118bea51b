/** The contacts in hand, one tab each. */
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { ChatPanel } from '@/pages/agent/chat/ChatPanel';
import { answerDraft } from '@/pages/agent/contact/answerDraft';
import { TaskPanel } from '@/pages/agent/contact/TaskPanel';
import { VoicePanel } from '@/pages/agent/contact/VoicePanel';
import { WrapUp } from '@/pages/agent/contact/WrapUp';
import { customerLeg, isLive, nameOf } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';
import type { Item } from '@/pages/agent/workbench/items';
import type { Kept } from '@/pages/agent/workbench/kept';
import type { Workbench } from '@/pages/agent/workbench/workbench';
import { Timer } from '@/states/Timer';

interface ContactTabsProps {
  items: readonly Item[];
  current: Item | null;
  choose: (id: string) => void;
  workbench: Workbench;
}

export function ContactTabs({ items, current, choose, workbench }: ContactTabsProps) {
  const { t } = useTranslation('agent');
  if (current === null) {
    return (
      <Container>
        <Box textAlign="center" padding="l" color="text-body-secondary">
          {t('nothing')}
        </Box>
      </Container>
    );
  }
  // The variant `container` would draw all of it anew for each choice, and lose the focus.
  return (
    <Container>
      <Tabs
        ariaLabel={t('contacts')}
        activeTabId={current.id}
        onChange={({ detail }) => choose(detail.activeTabId)}
        tabs={items.map((item) => ({
          id: item.id,
          label: labelOf(item, t('ring.unknown'), t(`ring.${channelOf(item)}`)),
          content: <OneContact item={item} workbench={workbench} />,
        }))}
      />
    </Container>
  );
}

function channelOf({ contact, kept }: Item) {
  return contact?.channel ?? kept?.channel ?? 'voice';
}

function labelOf({ contact, kept }: Item, unknown: string, channel: string): string {
  const name = (contact === null ? kept?.name : nameOf(contact)) || kept?.number || unknown;
  return `${channel}: ${name}`;
}

function OneContact({ item, workbench }: { item: Item; workbench: Workbench }) {
  const { contact, kept } = item;
  return (
    <SpaceBetween size="l">
      <PhaseLine item={item} />
      {contact !== null && <Controls contact={contact} kept={kept} workbench={workbench} />}
      {kept !== null && (
        <WrapUp key={kept.id} kept={kept} contact={contact} workbench={workbench} />
      )}
    </SpaceBetween>
  );
}

const LOOKS: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  connecting: 'pending',
  joining: 'pending',
  connected: 'success',
  held: 'stopped',
  paused: 'stopped',
  ended: 'info',
};

function PhaseLine({ item: { contact, kept } }: { item: Item }) {
  const { t } = useTranslation('agent');
  const phase = contact === null ? 'ended' : phaseOf(contact);
  const sinceMs = contact?.sinceMs ?? kept?.endedMs ?? null;
  return (
    <SpaceBetween direction="horizontal" size="s">
      <span aria-live="polite">
        <StatusIndicator type={LOOKS[phase] ?? 'info'}>{t(`phase.${phase}`)}</StatusIndicator>
      </span>
      {sinceMs !== null && <Timer sinceMs={sinceMs} />}
      <span>
        {[contact?.number, contact?.queue ?? kept?.queue].filter((each) => each).join(' · ')}
      </span>
    </SpaceBetween>
  );
}

function phaseOf(contact: Contact) {
  if (contact.phase === 'connecting' && contact.isInbound) {
    return 'joining';
  }
  return customerLeg(contact)?.state === 'held' && contact.phase === 'connected'
    ? 'held'
    : contact.phase;
}

interface ControlsProps {
  contact: Contact;
  kept: Kept | null;
  workbench: Workbench;
}

/** A chat that has ended can still be read while it is wrapped up. */
function Controls({ contact, kept, workbench }: ControlsProps) {
  if (contact.channel === 'chat') {
    return <ChatPanel contact={contact} draft={answerDraft(workbench, contact.id)} />;
  }
  if (!isLive(contact) && contact.phase !== 'connecting') {
    return null;
  }
  return contact.channel === 'voice' ? (
    <VoicePanel
      contact={contact}
      isRecordingPaused={kept?.isRecordingPaused ?? false}
      confirmPause={(isRecordingPaused) => workbench.change(contact.id, { isRecordingPaused })}
    />
  ) : (
    <TaskPanel contact={contact} />
  );
}
