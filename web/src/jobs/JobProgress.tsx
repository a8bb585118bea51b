/** How far a job is, told again as it goes on. */
import Box from '@cloudscape-design/components/box';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { Expectation } from '@/editing/Expectation';
import { type Job, useJob } from '@/jobs/useJob';
import { English } from '@/states/English';
import { ProblemAlert } from '@/states/ProblemAlert';

export const SIGNS: Readonly<Record<Job['state'], StatusIndicatorProps.Type>> = {
  queued: 'pending',
  running: 'in-progress',
  waiting: 'pending',
  done: 'success',
  failed: 'error',
};

export function JobProgress({ job: id }: { job: string }) {
  const { t } = useTranslation('owner');
  const query = useJob(id);
  const job = query.data;
  if (job === undefined) {
    return <ProblemAlert error={query.error} retry={() => void query.refetch()} />;
  }
  return (
    <SpaceBetween size="xs">
      <ProblemAlert error={query.error} retry={() => void query.refetch()} />
      <LiveRegion>
        <StatusIndicator type={SIGNS[job.state]}>
          {t(`job.kind.${job.kind}`)}: {t(`job.state.${job.state}`)}
          {job.total > 0 && ` (${job.done}/${job.total})`}
        </StatusIndicator>
        {job.reason !== '' && (
          <Box color="text-status-inactive">
            <English text={job.reason} />
          </Box>
        )}
      </LiveRegion>
      {job.problems.map((each) => (
        <Box key={`${each.path} ${each.expected}`} color="text-status-error">
          {each.path}: <Expectation text={each.expected} />
        </Box>
      ))}
    </SpaceBetween>
  );
}
