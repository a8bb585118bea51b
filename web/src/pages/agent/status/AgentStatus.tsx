/** What the agent is doing and since when, and the menu to change it. */
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { useStatusName } from '@/pages/agent/status/statusName';
import { useTelephone } from '@/pages/agent/telephone/context';
import type { Agent, StatusType } from '@/pages/agent/telephone/port';
import { Timer } from '@/states/Timer';

const LOOKS: Readonly<Record<StatusType, StatusIndicatorProps.Type>> = {
  routable: 'success',
  not_routable: 'pending',
  offline: 'stopped',
  busy: 'in-progress',
  error: 'error',
};

export function AgentStatus({ agent }: { agent: Agent }) {
  const { t } = useTranslation('agent');
  const name = useStatusName();
  const telephone = useTelephone();
  const act = useAct();
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <span aria-live="polite">
        <StatusIndicator type={LOOKS[agent.status.type]}>{name(agent.status.name)}</StatusIndicator>
        {agent.next !== null && <> {t('status.next', { status: name(agent.next) })}</>}
      </span>
      <Timer sinceMs={agent.sinceMs} />
      <ButtonDropdown
        items={agent.statuses.map((each) => ({
          id: each.name,
          text: name(each.name),
          itemType: 'checkbox',
          checked: each.name === (agent.next ?? agent.chosen),
        }))}
        onItemClick={({ detail }) => void act(() => telephone.setStatus(detail.id))}
      >
        {t('status.change')}
      </ButtonDropdown>
    </SpaceBetween>
  );
}
