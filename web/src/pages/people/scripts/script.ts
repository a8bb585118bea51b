/** Scripts: what agents say, step by step, and where each answer leads. */
import type { components } from '@/api/schema';

export type Script = components['schemas']['ScriptView'];
export type Step = components['schemas']['ScriptStepView'];
export type Answer = components['schemas']['AnswerView'];

export const SCRIPTS = ['people', 'scripts'] as const;

/** An id that no step has. */
export function freeId(steps: readonly Step[]): string {
  const taken = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (taken.has(`step-${number}`)) {
    number += 1;
  }
  return `step-${number}`;
}

export function withStep(steps: readonly Step[]): Step[] {
  return [...steps, { id: freeId(steps), say: {}, answers: [], field: '' }];
}

/** Without a step: answers that led to it end the script. */
export function withoutStep(steps: readonly Step[], id: string): Step[] {
  return steps
    .filter((step) => step.id !== id)
    .map((step) => ({
      ...step,
      answers: step.answers.map((answer) =>
        answer.next === id ? { ...answer, next: '' } : answer,
      ),
    }));
}

/** A step one place further up (-1) or down (1); the first is where the script begins. */
export function moved(steps: readonly Step[], place: number, by: -1 | 1): Step[] {
  const other = place + by;
  const [one, two] = [steps[place], steps[other]];
  if (one === undefined || two === undefined) {
    return [...steps];
  }
  return steps.map((step, at) => (at === place ? two : at === other ? one : step));
}

/** 2 · How old is the unit? */
export function stepName(steps: readonly Step[], id: string, languages: readonly string[]): string {
  const place = steps.findIndex((step) => step.id === id);
  const step = steps[place];
  const said = languages.map((code) => step?.say[code] ?? '').find((text) => text !== '') ?? id;
  return `${place + 1} · ${said.length > 40 ? `${said.slice(0, 40)}…` : said}`;
}
