import { expect, it } from 'vitest';
import { ApiProblem, OfflineError } from '@/api/problem';
import { askAgain, type Job } from '@/jobs/useJob';

const problem = (status: number) => new ApiProblem('', status, '', '', [], '', null);
const asked = (state: Job['state'] | null, error: Error | null = null) =>
  askAgain({ state: { data: state === null ? undefined : { state }, error } });

it('asks for a job again until it has ended', () => {
  expect(asked(null)).toBe(1500);
  expect(asked('running')).toBe(1500);
  expect(asked('waiting')).toBe(1500);
  expect(asked('done')).toBe(false);
  expect(asked('failed')).toBe(false);
});

it('asks no more for a job that is not there, and goes on after a failure', () => {
  expect(asked(null, problem(404))).toBe(false);
  expect(asked('running', problem(404))).toBe(false);
  expect(asked('running', problem(503))).toBe(1500);
  expect(asked('running', new OfflineError())).toBe(1500);
});
