/** What was and is being done in Amazon Connect and elsewhere, the newest first. */
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { SIGNS } from '@/jobs/JobProgress';
import { isOver } from '@/jobs/useJob';
import { useSession } from '@/session/session';
import { English } from '@/states/English';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';

const AGAIN_MS = 3000;

export function JobList() {
  const { t } = useTranslation('entry');
  const { t: owner } = useTranslation('owner');
  const { api } = useSession();
  const moments = useMoments();
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => answered(api.GET('/v1/jobs', { params: { query: { limit: 10 } } })),
    refetchInterval: ({ state }) => (state.data?.items.every(isOver) === false ? AGAIN_MS : false),
  });
  return (
    <Loaded query={jobs}>
      {({ items }) => (
        <Table
          header={
            <Header variant="h2" description={t('zone', { zone: moments.zone })}>
              {t('jobs.title')}
            </Header>
          }
          items={items}
          trackBy="id"
          empty={t('jobs.none')}
          columnDefinitions={[
            {
              id: 'what',
              header: t('jobs.what'),
              isRowHeader: true,
              cell: ({ kind }) => owner(`job.kind.${kind}`),
            },
            {
              id: 'when',
              header: t('jobs.when'),
              cell: (job) => moments.dateAndTime(job.created_at),
            },
            {
              id: 'state',
              header: t('jobs.state'),
              cell: (job) => (
                <>
                  <StatusIndicator type={SIGNS[job.state]}>
                    {owner(`job.state.${job.state}`)}
                  </StatusIndicator>
                  {job.reason !== '' && (
                    <Box color="text-status-inactive">
                      <English text={job.reason} />
                    </Box>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
