/**
 * Who is signed in on this browser.
 *
 * The access token lives in memory. The refresh token is kept by the browser for all tabs of these
 * pages; each use makes a new one and ends the old one, and a lock keeps two tabs from using one
 * together.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Client, newClient } from '@/api/client';
import { OfflineError } from '@/api/problem';
import type { IdentityPort, Reply, Tokens } from '@/session/identity';
import type { World } from '@/world';

export type SessionState =
  | 'resuming' // a refresh token is there; whether it is good will be seen
  | 'signed_out'
  | 'signed_in'
  | 'expired'; // was signed in, and has to sign in again to go on

const KEPT = 'santral.refresh_token';
const LOCK = 'santral.refresh';
/** So long before its end a token is replaced. */
const EARLY_MS = 30_000;

export interface RefreshPort {
  /**
   * Exchange a refresh token for new tokens; null where it is not good any more.
   *
   * @throws OfflineError - nothing answered, and the token may still be good.
   */
  refresh(token: string): Promise<Tokens | null>;
}

export class Session {
  readonly api: Client;
  readonly #identity: IdentityPort;
  readonly #refresher: RefreshPort;
  readonly #storage: Storage;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #access: { token: string; untilMs: number } | null = null;
  #refreshing: Promise<string | null> | null = null;

  constructor(identity: IdentityPort, refresher: RefreshPort, storage: Storage) {
    this.#identity = identity;
    this.#refresher = refresher;
    this.#storage = storage;
    this.#state = storage.getItem(KEPT) === null ? 'signed_out' : 'resuming';
    this.api = newClient({
      accessToken: () => this.accessToken(),
      rejected: (token) => this.#rejected(token),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Sign in; the tokens of a good reply are kept, here or after its code was answered. */
  async signIn(email: string, password: string): Promise<Reply> {
    return this.#keeping(await this.#identity.signIn(email, password));
  }

  /** Try whether the kept refresh token is still good; once, when the pages open. */
  async resume(): Promise<void> {
    if (this.#state === 'resuming') {
      await this.#refresh();
    }
  }

  /** Get new tokens, in which role and second factor are as they are now. */
  async renew(): Promise<void> {
    this.#access = null;
    await this.#refresh();
  }

  async accessToken(): Promise<string | null> {
    if (this.#state === 'signed_out' || this.#state === 'expired') {
      return null;
    }
    const access = this.#access;
    return access !== null && Date.now() < access.untilMs ? access.token : this.#refresh();
  }

  /** Forget who is signed in on this browser, and end all their sessions elsewhere if possible. */
  async signOut(): Promise<void> {
    try {
      await this.api.DELETE('/v1/session');
    } catch {
      // Without a network the browser forgets all the same.
    }
    this.#forget('signed_out');
  }

  /** Another tab has signed in or out. */
  storageChanged(): void {
    if (this.#storage.getItem(KEPT) === null) {
      this.#forget('signed_out');
    } else if (this.#state !== 'signed_in') {
      this.#become('resuming');
      void this.resume().catch(() => undefined);
    }
  }

  #keeping(reply: Reply): Reply {
    if (reply.kind === 'tokens') {
      this.#keep(reply.tokens);
    } else if (reply.kind === 'code_asked') {
      const { answer } = reply;
      return { ...reply, answer: async (code) => this.#keeping(await answer(code)) };
    }
    return reply;
  }

  async #rejected(token: string): Promise<string | null> {
    return this.#access !== null && this.#access.token !== token
      ? this.#access.token
      : this.#refresh();
  }

  #refresh(): Promise<string | null> {
    this.#refreshing ??= this.#exchange().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #exchange(): Promise<string | null> {
    return await navigator.locks.request(LOCK, async () => {
      const kept = this.#storage.getItem(KEPT);
      const tokens = kept === null ? null : await this.#refresher.refresh(kept);
      if (tokens === null) {
        this.#forget(this.#state === 'signed_in' ? 'expired' : 'signed_out');
        return null;
      }
      this.#keep(tokens);
      return tokens.access;
    });
  }

  #keep(tokens: Tokens): void {
    this.#storage.setItem(KEPT, tokens.refresh);
    const untilMs = Date.now() + Math.max(tokens.expiresInS * 1000 - EARLY_MS, 1000);
    this.#access = { token: tokens.access, untilMs };
    this.#become('signed_in');
  }

  #forget(state: SessionState): void {
    this.#storage.removeItem(KEPT);
    this.#access = null;
    this.#become(state);
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

export function newSession(world: World): Session {
  const session = new Session(cognitoOnDemand(world), refreshByApi, localStorage);
  addEventListener('storage', (event) => {
    if (event.key === KEPT) {
      session.storageChanged();
    }
  });
  return session;
}

/** Its arithmetic weighs more than most pages: who is signed in does without. */
function cognitoOnDemand(world: World): IdentityPort {
  return {
    async signIn(email, password) {
      const { cognito } = await import('@/session/cognito');
      return cognito(world).signIn(email, password);
    },
  };
}

const refreshByApi: RefreshPort = {
  async refresh(token) {
    const asked = newClient({ accessToken: async () => null, rejected: async () => null });
    try {
      const { data } = await asked.POST('/v1/session/refresh', { body: { refresh_token: token } });
      return data?.access_token == null || data.refresh_token == null
        ? null
        : {
            access: data.access_token,
            refresh: data.refresh_token,
            expiresInS: data.expires_in_s ?? 0,
          };
    } catch {
      throw new OfflineError();
    }
  },
};

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('no session around this component');
  }
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.state);
}
