import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { FollowedJob } from '@/pages/people/listing/FollowedJob';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { rowsOf } from '@/pages/people/listing/usePages';
import { QUEUES, useAgents, useProfiles, useQueues } from '@/pages/people/parts/references';
import { useRole } from '@/pages/people/parts/useRole';
import { agentsOf } from '@/pages/people/queues/served';

export default function QueuesPage() {
  const { t } = useTranslation('people');
  const { runs } = useRole();
  const queues = useQueues();
  const profiles = useProfiles().data;
  const agents = useAgents().data;
  const create = runs ? <CreateButton href="/queues/new" text={t('queues.create')} /> : undefined;
  return (
    <SpaceBetween size="m">
      <FollowedJob shows={QUEUES} />
      <Listing
        rows={rowsOf(queues)}
        title={t('queues.title')}
        description={t('queues.intro')}
        actions={create}
        idOf={({ name }) => name}
        textOf={({ name, overflow_to, schedule }) => `${name} ${overflow_to} ${schedule}`}
        empty={t('queues.empty')}
        next={create}
        columns={[
          {
            id: 'name',
            header: t('name'),
            cell: ({ name, fallback }) => (
              <>
                <RowLink href={`/queues/${name}`} may={runs}>
                  {name}
                </RowLink>
                {fallback === true && (
                  <Box margin={{ left: 'xs' }} display="inline">
                    <Badge>{t('queues.fallbackBadge')}</Badge>
                  </Box>
                )}
              </>
            ),
          },
          {
            id: 'schedule',
            header: t('queues.schedule'),
            cell: ({ schedule }) => schedule || t('queues.alwaysOpen'),
          },
          {
            id: 'target',
            header: t('queues.target'),
            cell: ({ target_s }) => (target_s == null ? '–' : t('seconds', { count: target_s })),
          },
          {
            id: 'overflow',
            header: t('queues.overflow'),
            cell: ({ overflow_to }) => overflow_to ?? '–',
          },
          { id: 'capacity', header: t('queues.capacity'), cell: ({ capacity }) => capacity ?? '–' },
          {
            id: 'served',
            header: t('queues.served'),
            cell: ({ name }) => (
              <Served by={profiles && agents && agentsOf(name, profiles, agents)} />
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

function Served({ by }: { by: number | undefined }) {
  const { t } = useTranslation('people');
  if (by === undefined) {
    return '…';
  }
  return by === 0 ? (
    <StatusIndicator type="warning">{t('queues.nobody')}</StatusIndicator>
  ) : (
    t('agents.count', { count: by })
  );
}
