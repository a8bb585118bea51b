import { expect, it } from 'vitest';
import { type SamplePerson, signInAs } from '@/pages/entry/signin/samplePeople';
import type { Reply } from '@/session/identity';
import type { Session } from '@/session/session';

const OWNER: SamplePerson = {
  business: 'Serin Klima',
  tenant: 'klima',
  name: 'Owner',
  email: 'owner@klima.example',
  role: 'owner',
  agent: '',
  password: 'secret',
  code: '111111',
};
const DONE: Reply = { kind: 'tokens', tokens: { access: 'a', refresh: 'r', expiresInS: 600 } };

function answering(reply: Reply): Session {
  return { signIn: async () => reply } as unknown as Session;
}

it('answers with the code of now, and not with that of the list', async () => {
  const codes: string[] = [];
  const asking: Reply = {
    kind: 'code_asked',
    answer: async (code) => {
      codes.push(code);
      return DONE;
    },
  };
  const list = async () => [{ ...OWNER, code: '222222' }];

  expect(await signInAs(answering(asking), OWNER, list)).toBeNull();
  expect(codes).toEqual(['222222']);
});

it('says why somebody is not let in', async () => {
  const refused: Reply = { kind: 'refused', why: 'reset_needed' };

  expect(await signInAs(answering(refused), OWNER)).toBe('reset_needed');
});

it('lets the operator in by the key', async () => {
  const keys: string[] = [];
  const session = {
    signInWithKey: async (key: string) => {
      keys.push(key);
      return true;
    },
  } as unknown as Session;

  expect(await signInAs(session, { ...OWNER, role: 'operator', key: 'santral_k' })).toBeNull();
  expect(keys).toEqual(['santral_k']);
});
