/** The script beside the call; what is done is ticked, and kept with the contact. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { textIn } from '@/pages/agent/customer/languages';
import type { Script } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

interface ScriptPanelProps {
  queue: string;
  /** In which it is read to the customer. */
  language: string;
  chosen: string | null;
  ticked: readonly string[];
  change: (change: { script?: string | null; ticked?: readonly string[] }) => void;
}

const ALL = 100;

export function ScriptPanel({ queue, language, chosen, ticked, change }: ScriptPanelProps) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const scripts = useQuery({
    queryKey: ['scripts'],
    queryFn: () => answered(api.GET('/v1/scripts', { params: { query: { limit: ALL } } })),
    staleTime: 300_000,
  });
  const fitting = (scripts.data?.items ?? []).filter(
    (each) => each.active && (each.queues.length === 0 || each.queues.includes(queue)),
  );
  const id = chosen ?? fitting.find((each) => each.queues.includes(queue))?.id ?? null;
  const script = useQuery({
    queryKey: ['script', id],
    queryFn: () =>
      answered(api.GET('/v1/scripts/{script_id}', { params: { path: { script_id: id ?? '' } } })),
    enabled: id !== null,
    staleTime: 300_000,
  });
  return (
    <Loaded
      query={scripts}
      isEmpty={() => fitting.length === 0}
      empty={<Box color="text-body-secondary">{t('script.none')}</Box>}
    >
      {() => (
        <SpaceBetween size="m">
          <FormField label={t('script.which')}>
            <Select
              selectedOption={optionOf(fitting.find((each) => each.id === id))}
              options={fitting.map((each) => ({ value: each.id, label: each.title }))}
              placeholder={t('script.which')}
              onChange={({ detail }) =>
                change({ script: detail.selectedOption.value ?? null, ticked: [] })
              }
            />
          </FormField>
          {id !== null && (
            <Loaded query={script}>
              {(read) => (
                <Steps
                  script={read}
                  language={language}
                  ticked={ticked}
                  tick={(steps) => change({ ticked: steps })}
                />
              )}
            </Loaded>
          )}
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function optionOf(script: { id: string; title: string } | undefined) {
  return script === undefined ? null : { value: script.id, label: script.title };
}

interface StepsProps {
  script: Script;
  language: string;
  ticked: readonly string[];
  tick: (steps: readonly string[]) => void;
}

function Steps({ script, language, ticked, tick }: StepsProps) {
  const { t } = useTranslation('desk');
  const list = useRef<HTMLOListElement>(null);
  const withStep = (step: string) => [...ticked.filter((each) => each !== step), step];
  const goOn = (step: string, next: string) => {
    tick(withStep(step));
    const at = script.steps.findIndex(({ id }) => id === next);
    list.current?.children[at]?.querySelector('input')?.focus();
  };
  return (
    <>
      <span aria-live="polite">
        <Box color="text-body-secondary">
          {t('script.done', { done: ticked.length, all: script.steps.length })}
        </Box>
      </span>
      <ol ref={list}>
        {script.steps.map((step) => (
          <li key={step.id}>
            <Checkbox
              checked={ticked.includes(step.id)}
              onChange={({ detail }) =>
                tick(detail.checked ? withStep(step.id) : ticked.filter((each) => each !== step.id))
              }
            >
              {textIn(step.say, language)}
            </Checkbox>
            <SpaceBetween direction="horizontal" size="xs">
              {step.answers.map((answer) => (
                <Button
                  key={`${answer.next} ${textIn(answer.text, language)}`}
                  variant="inline-link"
                  onClick={() => goOn(step.id, answer.next)}
                >
                  {textIn(answer.text, language)}
                </Button>
              ))}
            </SpaceBetween>
          </li>
        ))}
      </ol>
    </>
  );
}
