import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import { Texts } from '@/editing/Texts';
import { written } from '@/pages/people/parts/written';
import { type Answer, type Step, stepName } from '@/pages/people/scripts/script';

interface AnswerFieldsProps {
  answer: Answer;
  number: number;
  steps: readonly Step[];
  languages: readonly string[];
  errorOf: (path: string) => string | undefined;
  change: (answer: Answer) => void;
  remove: () => void;
}

/** What the customer may say, and the step that follows. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { answer, number, steps, languages, errorOf, change, remove } = props;
  const { t } = useTranslation('people');
  return (
    <Box margin={{ left: 'l' }}>
      <SpaceBetween size="xs">
        <Texts
          label={t('scripts.answer', { number })}
          texts={answer.text}
          languages={languages}
          oneLine
          errorOf={(code) => errorOf(`.text.${code}`)}
          change={(text) => change({ ...answer, text: written(text) })}
        />
        <Choice
          label={t('scripts.leadsTo', { number })}
          value={answer.next}
          options={steps.map(({ id }) => ({ value: id, label: stepName(steps, id, languages) }))}
          none={t('scripts.end')}
          error={errorOf('.next')}
          change={(next) => change({ ...answer, next })}
        />
        <Button
          variant="inline-link"
          onClick={remove}
          ariaLabel={t('scripts.removeAnswer', { number })}
        >
          {t('remove')}
        </Button>
      </SpaceBetween>
    </Box>
  );
}
