/** What a caller hears and does in a dry run, as a conversation. */
import Avatar from '@cloudscape-design/chat-components/avatar';
import ChatBubble from '@cloudscape-design/chat-components/chat-bubble';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { Conversation, DryRun, Line } from '@/pages/owner/menus/conversation';
import { duration } from '@/states/moments';

export function Transcript({ talk, run }: { talk: Conversation; run: DryRun }) {
  const { t } = useTranslation('owner');
  return (
    <SpaceBetween size="s">
      <section role="log" aria-label={t('dryRun.transcript')}>
        <SpaceBetween size="xs">
          {talk.said.map((line) => (
            <Said key={keyOf(line)} line={line} />
          ))}
        </SpaceBetween>
      </section>
      {!talk.isAsking && (
        <StatusIndicator type={run.outcome === 'failed' ? 'error' : 'success'}>
          {t('dryRun.over', {
            seconds: duration(run.lasted_s),
            queues: run.queues.length === 0 ? t('dryRun.noQueue') : run.queues.join(', '),
          })}
        </StatusIndicator>
      )}
      {run.warnings.map((each) => (
        <Alert key={`${each.after_s} ${each.text}`} type="warning">
          {each.text}
        </Alert>
      ))}
      {talk.otherwise.length > 0 && (
        <ExpandableSection headerText={t('dryRun.otherwise')}>
          <SpaceBetween size="xs">
            {talk.otherwise.map((line) => (
              <Said key={keyOf(line)} line={line} />
            ))}
          </SpaceBetween>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function Said({ line }: { line: Line }) {
  const { t } = useTranslation('owner');
  if (line.label === 'hears' || line.label === 'presses') {
    const isHeard = line.label === 'hears';
    const who = t(isHeard ? 'dryRun.system' : 'dryRun.caller');
    return (
      <ChatBubble
        type={isHeard ? 'incoming' : 'outgoing'}
        ariaLabel={`${who}, ${duration(line.after_s)}`}
        avatar={
          <Avatar
            ariaLabel={who}
            tooltipText={who}
            color={isHeard ? 'gen-ai' : 'default'}
            iconName={isHeard ? 'microphone' : 'call'}
          />
        }
      >
        {isHeard ? line.text : t('dryRun.pressed', { key: line.text })}
      </ChatBubble>
    );
  }
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      {duration(line.after_s)} · {line.text}
    </Box>
  );
}

/** Lines of one dry run never change places. */
function keyOf(line: Line): string {
  return `${line.after_s} ${line.label} ${line.text}`;
}
