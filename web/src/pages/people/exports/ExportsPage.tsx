import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { SIGNS } from '@/jobs/JobProgress';
import { Download } from '@/pages/people/exports/Download';
import { Following } from '@/pages/people/listing/FollowedJob';
import { Listing } from '@/pages/people/listing/Listing';
import { JOBS, useJobsOf } from '@/pages/people/parts/jobs';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

export default function ExportsPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const queries = useQueryClient();
  const jobs = useJobsOf('export');
  const [running, setRunning] = useState<string | null>(null);
  const starting = useMutation({
    mutationFn: () => answered(api.POST('/v1/exports')),
    onSuccess: (job) => {
      setRunning(job.id);
      return queries.invalidateQueries({ queryKey: JOBS });
    },
  });
  const start = (
    <Button variant="primary" loading={starting.isPending} onClick={() => starting.mutate()}>
      {t('exports.start')}
    </Button>
  );
  return (
    <SpaceBetween size="m">
      <ProblemAlert error={starting.error} />
      {running !== null && <Following job={running} shows={JOBS} />}
      <Listing
        rows={jobs}
        title={t('exports.title')}
        description={t('exports.intro')}
        actions={start}
        idOf={({ id }) => id}
        textOf={({ state }) => t(`jobStates.${state}`)}
        empty={t('exports.empty')}
        next={start}
        columns={[
          {
            id: 'at',
            header: t('at'),
            cell: ({ created_at }) => moments.dateAndTime(created_at),
          },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state, reason }) => (
              <>
                <StatusIndicator type={SIGNS[state]}>{t(`jobStates.${state}`)}</StatusIndicator>{' '}
                {reason}
              </>
            ),
          },
          {
            id: 'file',
            header: t('exports.file'),
            cell: (job) => (job.state === 'done' ? <Download id={job.id} /> : '–'),
          },
        ]}
      />
    </SpaceBetween>
  );
}
