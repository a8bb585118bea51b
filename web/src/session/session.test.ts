/** Who is signed in, over reloads, lost connections and other tabs. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OfflineError } from '@/api/problem';
import type { Reply, Tokens } from '@/session/identity';
import { KEPT, KEPT_KEY, Session } from '@/session/session';

const TEN_MINUTES = 600;

/** As a pool makes them: the middle part says whose it is. */
function tokens(who: string, name: string): Tokens {
  const access = `head.${btoa(JSON.stringify({ sub: who, name }))}.signature`;
  return { access, refresh: `refresh-${name}`, expiresInS: TEN_MINUTES };
}

/** Exchanges refresh tokens when it is told to. */
class Exchange {
  readonly asked: string[] = [];
  #answer: (tokens: Tokens | null) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  refresh = (token: string): Promise<Tokens | null> => {
    this.asked.push(token);
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#fail = reject;
    });
  };

  async answers(what: Tokens | null): Promise<void> {
    await vi.waitFor(() => expect(this.asked).not.toEqual([]));
    this.asked.length = 0;
    this.#answer(what);
  }

  async fails(): Promise<void> {
    await vi.waitFor(() => expect(this.asked).not.toEqual([]));
    this.asked.length = 0;
    this.#fail(new OfflineError());
  }
}

function opened(given: Tokens = tokens('ayse', 'first')) {
  const exchange = new Exchange();
  const replaced = vi.fn();
  const signIn = async (): Promise<Reply> => ({ kind: 'tokens', tokens: given });
  const session = new Session({
    identity: { signIn },
    refresh: exchange.refresh,
    isKey: async (key) => key === 'santral_k',
    storage: localStorage,
    tab: sessionStorage,
    replaced,
  });
  return { session, exchange, replaced };
}

async function signedIn(given?: Tokens) {
  const all = opened(given);
  await all.session.signIn('ayse@example.com', 'secret');
  return all;
}

afterEach(() => vi.unstubAllGlobals());

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('navigator', {
    locks: { request: (_: string, work: () => Promise<unknown>) => work() },
  });
});

it('is taken up again after a reload, with a new refresh token', async () => {
  localStorage.setItem(KEPT, 'refresh-old');
  const { session, exchange } = opened();
  expect(session.state).toBe('resuming');

  const resumed = session.resume();
  await exchange.answers(tokens('ayse', 'second'));
  await resumed;

  expect([session.state, localStorage.getItem(KEPT)]).toEqual(['signed_in', 'refresh-second']);
});

it('is not given up because nothing answers', async () => {
  localStorage.setItem(KEPT, 'refresh-old');
  const { session, exchange } = opened();

  const resumed = session.resume();
  await exchange.fails();

  await expect(resumed).rejects.toBeInstanceOf(OfflineError);
  expect([session.state, localStorage.getItem(KEPT)]).toEqual(['resuming', 'refresh-old']);
});

it('asks once for new tokens, however many requests wait for them', async () => {
  localStorage.setItem(KEPT, 'refresh-old');
  const { session, exchange } = opened();

  const both = Promise.all([session.accessToken(), session.accessToken()]);
  await vi.waitFor(() => expect(exchange.asked).toEqual(['refresh-old']));
  const fresh = tokens('ayse', 'second');
  await exchange.answers(fresh);

  expect(await both).toEqual([fresh.access, fresh.access]);
});

describe('an end that comes from outside', () => {
  it('lets who is at work sign in again, in this tab and in the others', async () => {
    const { session, exchange } = await signedIn();

    const renewed = session.renew();
    await exchange.answers(null);
    await renewed;

    // Were the token gone, every other tab would believe that she has signed out.
    expect([session.state, localStorage.getItem(KEPT)]).toEqual(['expired', 'refresh-first']);
  });

  it('stays one while another tab signs in, until that is known to be good', async () => {
    const { session, exchange } = await signedIn();
    const renewed = session.renew();
    await exchange.answers(null);
    await renewed;

    localStorage.setItem(KEPT, 'refresh-other-tab');
    session.storageChanged();
    expect(session.state).toBe('expired');
    await exchange.answers(tokens('ayse', 'third'));

    await vi.waitFor(() => expect(session.state).toBe('signed_in'));
  });
});

describe('a key', () => {
  it('lets somebody in, and is kept for this tab alone', async () => {
    const { session } = opened();

    expect(await session.signInWithKey('santral_k')).toBe(true);

    expect([session.state, await session.accessToken()]).toEqual(['signed_in', 'santral_k']);
    expect(localStorage.length).toBe(0);
  });

  it('still lets somebody in after a reload', async () => {
    await opened().session.signInWithKey('santral_k');

    const { session } = opened();
    expect(session.state).toBe('resuming');
    await session.resume();

    expect([session.state, await session.accessToken()]).toEqual(['signed_in', 'santral_k']);
  });

  it('that was withdrawn is forgotten at the next reload', async () => {
    sessionStorage.setItem(KEPT_KEY, 'santral_x');
    const { session } = opened();

    await session.resume();

    expect([session.state, sessionStorage.length]).toEqual(['signed_out', 0]);
  });

  it('is forgotten when a person signs in', async () => {
    const { session } = opened();
    await session.signInWithKey('santral_k');

    await session.signIn('ayse@example.com', 'secret');

    expect(sessionStorage.length).toBe(0);
    expect(await session.accessToken()).toBe(tokens('ayse', 'first').access);
  });

  it('is forgotten when another tab signs out', async () => {
    const { session } = opened();
    await session.signInWithKey('santral_k');

    session.storageChanged();

    expect([session.state, sessionStorage.length]).toEqual(['signed_out', 0]);
  });

  it('that the API does not know lets nobody in', async () => {
    const { session } = opened();

    const isGood = await session.signInWithKey('santral_x');

    expect([isGood, session.state]).toEqual([false, 'signed_out']);
  });
});

describe('signing out', () => {
  it('is not undone by tokens that were on their way', async () => {
    const { session, exchange } = await signedIn();
    const renewed = session.renew();

    localStorage.removeItem(KEPT);
    session.storageChanged();
    await exchange.answers(tokens('ayse', 'second'));
    await renewed;

    expect([session.state, localStorage.getItem(KEPT)]).toEqual(['signed_out', null]);
  });

  it('in one tab is signing out in all', async () => {
    const { session } = await signedIn();

    localStorage.removeItem(KEPT);
    session.storageChanged();

    expect([session.state, await session.accessToken()]).toEqual(['signed_out', null]);
  });
});

describe('somebody else', () => {
  it('who has signed in in another tab sees nothing of who was here', async () => {
    const { session, exchange, replaced } = await signedIn();

    localStorage.setItem(KEPT, 'refresh-mehmet');
    const renewed = session.renew();
    await exchange.answers(tokens('mehmet', 'his'));
    await renewed;

    expect(replaced).toHaveBeenCalledOnce();
  });

  it('may sign in after who has signed out', async () => {
    const { session, replaced } = await signedIn();
    localStorage.removeItem(KEPT);
    session.storageChanged();

    await session.signIn('mehmet@example.com', 'secret');

    expect([session.state, replaced.mock.calls]).toEqual(['signed_in', []]);
  });
});
