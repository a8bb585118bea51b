import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { Line } from '@/pages/people/parts/Line';
import { written } from '@/pages/people/parts/written';
import { AnswerFields } from '@/pages/people/scripts/AnswerFields';
import type { Step } from '@/pages/people/scripts/script';

interface StepFieldsProps {
  steps: readonly Step[];
  place: number;
  languages: readonly string[];
  errorOf: FieldErrors;
  change: (step: Step) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
}

export function StepFields(props: StepFieldsProps) {
  const { steps, place, languages, errorOf, change, move, remove } = props;
  const { t } = useTranslation('people');
  const step = steps[place];
  if (step === undefined) {
    return null;
  }
  const at = { number: place + 1 };
  const errorAt = (path: string) => errorOf(`steps[${place}]${path}`);
  return (
    <Container
      header={
        <Header
          variant="h3"
          description={place === 0 ? t('scripts.first') : undefined}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                iconName="angle-up"
                variant="icon"
                ariaLabel={t('scripts.up', at)}
                disabled={place === 0}
                onClick={() => move(-1)}
              />
              <Button
                iconName="angle-down"
                variant="icon"
                ariaLabel={t('scripts.down', at)}
                disabled={place === steps.length - 1}
                onClick={() => move(1)}
              />
              <Button
                iconName="remove"
                variant="icon"
                ariaLabel={t('scripts.removeStep', at)}
                disabled={steps.length === 1}
                onClick={remove}
              />
            </SpaceBetween>
          }
        >
          {t('scripts.step', at)}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {errorAt('') !== undefined && <Box color="text-status-error">{errorAt('')}</Box>}
        <FormField stretch errorText={errorAt('.say')}>
          <Texts
            label={t('scripts.say')}
            texts={step.say}
            languages={languages}
            errorOf={(code) => errorAt(`.say.${code}`)}
            change={(say) => change({ ...step, say: written(say) })}
          />
        </FormField>
        {step.answers.map((answer, number) => (
          <AnswerFields
            // Answers have no name of their own, and stay in their order.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={number}
            answer={answer}
            number={number + 1}
            steps={steps}
            languages={languages}
            errorOf={(path) => errorAt(`.answers[${number}]${path}`)}
            change={(changed) =>
              change({
                ...step,
                answers: step.answers.map((each, of) => (of === number ? changed : each)),
              })
            }
            remove={() =>
              change({ ...step, answers: step.answers.filter((_, of) => of !== number) })
            }
          />
        ))}
        <Button
          iconName="add-plus"
          onClick={() => change({ ...step, answers: [...step.answers, { text: {}, next: '' }] })}
        >
          {t('scripts.addAnswer')}
        </Button>
        <Line
          label={t('scripts.field')}
          hint={t('scripts.fieldHint')}
          value={step.field}
          error={errorAt('.field')}
          change={(field) => change({ ...step, field })}
        />
      </SpaceBetween>
    </Container>
  );
}
