/** The steps of what is made in Amazon Connect, one after the other. */
import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useTranslation } from 'react-i18next';
import { Expectation } from '@/editing/Expectation';
import { SIGNS } from '@/jobs/JobProgress';
import { useJob } from '@/jobs/useJob';
import { useStepName } from '@/jobs/useStepName';
import { English } from '@/states/English';
import { Loaded } from '@/states/Loaded';

export function Provisioning({ job: id }: { job: string }) {
  const { t } = useTranslation('entry');
  const { t: owner } = useTranslation('owner');
  const stepName = useStepName();
  const query = useJob(id);
  return (
    <Loaded query={query}>
      {(job) => {
        const done = job.steps.filter(({ state }) => state === 'done').length;
        const share = job.steps.length === 0 ? 0 : Math.round((100 * done) / job.steps.length);
        return (
          <SpaceBetween size="m">
            <ProgressBar
              value={job.state === 'done' ? 100 : share}
              label={owner(`job.kind.${job.kind}`)}
              additionalInfo={<English text={job.reason} />}
              description={owner(`job.state.${job.state}`)}
              {...(job.state === 'failed' ? { status: 'error' as const } : {})}
            />
            <Steps
              ariaLabel={t('progress.made')}
              steps={job.steps.map((step) => ({
                status: SIGNS[step.state],
                header: stepName(step.name),
                details: <English text={step.detail} />,
                statusIconAriaLabel: owner(`job.state.${step.state}`),
              }))}
            />
            {job.problems.map((each) => (
              <Alert key={`${each.path} ${each.expected}`} type="warning">
                {each.path}: <Expectation text={each.expected} />
              </Alert>
            ))}
          </SpaceBetween>
        );
      }}
    </Loaded>
  );
}
