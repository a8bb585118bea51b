import { afterEach, expect, it, vi } from 'vitest';
import texts from '@/i18n/locales/en/agent.json';
import { asked, PATIENCE_MS } from '@/pages/agent/telephone/asking';
import {
  ofRefusal,
  ofSoftphone,
  PROBLEM_CODES,
  TelephoneProblem,
} from '@/pages/agent/telephone/problems';

afterEach(() => vi.useRealTimers());

it.each([
  ['{"type":"InvalidStateException","message":"","statusCode":400}', 'not_possible_now'],
  ['{"type":"BadEndpointException"}', 'bad_number'],
  ['AccessDeniedException', 'access_denied'],
  [{ type: 'UnauthorizedException' }, 'signed_out'],
  ['error', 'refused'],
  [undefined, 'refused'],
  ['{broken', 'refused'],
])('the refusal %j is %s', (error, code) => {
  expect(ofRefusal(error)).toBe(code);
});

it.each([
  ['microphone_not_shared', 'microphone_not_shared'],
  ['ice_collection_timeout', 'network_lost'],
  ['something new', 'sound_failed'],
])('the softphone error %s is %s', (type, code) => {
  expect(ofSoftphone(type)).toBe(code);
});

it.each(PROBLEM_CODES)('%s has a sentence', (code) => {
  expect(texts.problem[code]).toMatch(/\.$/);
});

it('a command that nothing answers is given up', async () => {
  vi.useFakeTimers();
  const refused = expect(asked(() => undefined)).rejects.toEqual(new TelephoneProblem('no_answer'));
  vi.advanceTimersByTime(PATIENCE_MS);
  await refused;
});

it('what the library throws is a refusal', async () => {
  const asking = asked(() => {
    throw new Error('No agent data is available yet!');
  });
  await expect(asking).rejects.toEqual(new TelephoneProblem('refused'));
});
