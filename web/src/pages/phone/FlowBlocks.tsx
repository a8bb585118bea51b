import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import { useTranslation } from 'react-i18next';
import type { FlowRun, Step } from '@/pages/phone/phone';
import { useMoments } from '@/states/moments';

/** The blocks that the call runs through, by flow, the newest flow open. */
export function FlowBlocks({ flows }: { flows: readonly FlowRun[] }) {
  const { t } = useTranslation('phone');
  return (
    <Container header={<Header variant="h2">{t('flows.title')}</Header>}>
      {flows.length === 0 && <Box color="text-body-secondary">{t('flows.none')}</Box>}
      {flows.map((run, place) => (
        <ExpandableSection
          // Runs are only ever added behind the others.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said
          key={`${place}${place === flows.length - 1}`}
          defaultExpanded={place === flows.length - 1}
          headerText={run.flow}
          headerDescription={t('flows.blocks', { count: run.steps.length })}
          headingTagOverride="h3"
        >
          <Run run={run} />
        </ExpandableSection>
      ))}
    </Container>
  );
}

function Run({ run }: { run: FlowRun }) {
  const { t } = useTranslation('phone');
  const { clock } = useMoments();
  const step = (block: Step): StepsProps.Step => ({
    status: isError(block) ? 'warning' : 'success',
    header: block.block,
    details: (
      <Box variant="small">
        {clock(block.at)} · {block.action}
        {block.via !== '' && ` · ${t('flows.via', { branch: block.via })}`}
        {block.answer !== undefined && (
          <Box variant="small" display="block">
            {block.answer}
          </Box>
        )}
      </Box>
    ),
    ...(isError(block) ? { statusIconAriaLabel: t('flows.error') } : {}),
  });
  return <Steps ariaLabel={run.flow} steps={run.steps.map(step)} />;
}

function isError({ via }: Step): boolean {
  return /error|exceeded|capacity/i.test(via);
}
