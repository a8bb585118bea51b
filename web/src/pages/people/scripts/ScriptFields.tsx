import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Line } from '@/pages/people/parts/Line';
import { QueuesFor } from '@/pages/people/parts/QueuesFor';
import { WordList } from '@/pages/people/parts/WordList';
import { StepFields } from '@/pages/people/scripts/StepFields';
import { moved, type Script, withoutStep, withStep } from '@/pages/people/scripts/script';
import { useTenant } from '@/session/me';

type Fields = Omit<Script, 'id'>;

interface ScriptFieldsProps {
  script: Fields;
  change: (changed: Partial<Fields>) => void;
  errorOf: FieldErrors;
}

export function ScriptFields({ script, change, errorOf }: ScriptFieldsProps) {
  const { t } = useTranslation('people');
  const languages = useTenant().data?.languages ?? [];
  const { steps } = script;
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Line
          label={t('title')}
          value={script.title}
          error={errorOf('title')}
          change={(title) => change({ title })}
        />
        <WordList
          label={t('tags')}
          values={script.tags}
          error={errorOf('tags')}
          change={(tags) => change({ tags })}
        />
        <QueuesFor
          queues={script.queues}
          error={errorOf('queues')}
          change={(queues) => change({ queues })}
        />
        <Checkbox
          checked={script.active}
          description={t('scripts.activeHint')}
          onChange={({ detail }) => change({ active: detail.checked })}
        >
          {t('active')}
        </Checkbox>
      </ColumnLayout>
      {steps.map((step, place) => (
        <StepFields
          key={step.id}
          steps={steps}
          place={place}
          languages={languages}
          errorOf={errorOf}
          change={(changed) =>
            change({ steps: steps.map((each, at) => (at === place ? changed : each)) })
          }
          move={(by) => change({ steps: moved(steps, place, by) })}
          remove={() => change({ steps: withoutStep(steps, step.id) })}
        />
      ))}
      <Button iconName="add-plus" onClick={() => change({ steps: withStep(steps) })}>
        {t('scripts.addStep')}
      </Button>
    </SpaceBetween>
  );
}
