/** The people of the sample businesses, whom a laptop's server lists; there is no such list elsewhere. */
import { OfflineError } from '@/api/problem';
import type { Refusal } from '@/session/identity';
import type { Session } from '@/session/session';
import type { Role } from '@/shell/page';

export interface SamplePerson {
  business: string;
  tenant: string;
  name: string;
  email: string;
  role: Role;
  agent: string;
  password: string;
  /** Of the authenticator app; each is good once. */
  code?: string;
  /** Of who signs in by a key alone: the operator. */
  key?: string;
}

export async function listPeople(): Promise<SamplePerson[]> {
  let answer: Response;
  try {
    answer = await fetch('/people', { cache: 'no-store' });
  } catch {
    throw new OfflineError();
  }
  return answer.ok ? ((await answer.json()) as SamplePerson[]) : [];
}

/** Sign in as one of them, with the code that the app shows by then; null is done. */
export async function signInAs(
  session: Session,
  person: SamplePerson,
  list: () => Promise<SamplePerson[]> = listPeople,
): Promise<Refusal | null> {
  if (person.key !== undefined) {
    return (await session.signInWithKey(person.key)) ? null : 'unknown';
  }
  let reply = await session.signIn(person.email, person.password);
  if (reply.kind === 'code_asked') {
    const fresh = (await list()).find(({ email }) => email === person.email);
    reply = await reply.answer(fresh?.code ?? '');
  }
  if (reply.kind === 'refused') {
    return reply.why;
  }
  return reply.kind === 'tokens' ? null : 'unknown';
}
