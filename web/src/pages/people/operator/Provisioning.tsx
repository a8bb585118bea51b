import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { SIGNS } from '@/jobs/JobProgress';
import { useStepName } from '@/jobs/useStepName';
import type { Job } from '@/pages/people/parts/jobs';
import { English } from '@/states/English';

/** How far a business is in being set up in Amazon Connect. */
export function Provisioning({ job }: { job: Job }) {
  const { t } = useTranslation('people');
  const stepName = useStepName();
  return (
    <Container header={<Header variant="h2">{t('operator.provisioning')}</Header>}>
      <SpaceBetween size="xs">
        <LiveRegion>
          <StatusIndicator type={SIGNS[job.state]}>{t(`jobStates.${job.state}`)}</StatusIndicator>
          {job.reason !== '' && (
            <Box color="text-status-inactive">
              <English text={job.reason} />
            </Box>
          )}
        </LiveRegion>
        {job.steps.map((step) => (
          <Box key={step.name} margin={{ left: 'm' }}>
            <StatusIndicator type={SIGNS[step.state]}>
              {stepName(step.name)}
              {step.detail !== '' && (
                <>
                  : <English text={step.detail} />
                </>
              )}
            </StatusIndicator>
          </Box>
        ))}
      </SpaceBetween>
    </Container>
  );
}
