/**
 * Who is signed in on this browser.
 *
 * The access token lives in memory. The refresh token is kept by the browser for all tabs of these
 * pages; each use makes a new one and ends the old one, and a lock keeps two tabs from using one
 * together. A key of the API is kept by its tab alone, so that it outlives a reload and no more.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { type Client, newClient } from '@/api/client';
import type { Reply, Tokens } from '@/session/identity';
import type { SessionPorts, SessionState } from '@/session/ports';
import { subjectOf } from '@/session/subject';

/** Where the browser keeps the refresh token. */
export const KEPT = 'santral.refresh_token';
/** Where a tab keeps the key of the API that somebody came in by. */
export const KEPT_KEY = 'santral.key';
const LOCK = 'santral.refresh';
/** So long before its end a token is replaced. */
const EARLY_MS = 30_000;
/** So long a centre that does not answer keeps nobody from signing out. */
const GOODBYE_MS = 5_000;

export class Session {
  readonly api: Client;
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;
  #access: { token: string; untilMs: number } | null = null;
  #subject = '';
  #refreshing: Promise<string | null> | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    const key = ports.tab.getItem(KEPT_KEY);
    this.#access = key === null ? null : endless(key);
    const isKept = key !== null || ports.storage.getItem(KEPT) !== null;
    this.#state = isKept ? 'resuming' : 'signed_out';
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
    return this.#keeping(await this.#ports.identity.signIn(email, password));
  }

  /** Come in by a key of the API, kept for this tab alone. Answers whether it is good. */
  async signInWithKey(key: string): Promise<boolean> {
    const isGood = await this.#ports.isKey(key);
    if (isGood) {
      this.#ports.storage.removeItem(KEPT);
      this.#ports.tab.setItem(KEPT_KEY, key);
      this.#access = endless(key);
      this.#subject = '';
      this.#become('signed_in');
    }
    return isGood;
  }

  /** Try whether the kept key or refresh token is still good. */
  async resume(): Promise<void> {
    if (this.#state !== 'resuming') {
      return;
    }
    const key = this.#ports.tab.getItem(KEPT_KEY);
    if (key === null) {
      await this.#refresh();
    } else if (await this.#ports.isKey(key)) {
      this.#become('signed_in');
    } else {
      this.#forgetKey();
      await this.#refresh();
    }
  }

  /** Get new tokens, in which role and second factor are as they are now. */
  async renew(): Promise<void> {
    this.#access = null;
    await this.#refresh();
  }

  async accessToken(): Promise<string | null> {
    const access = this.#access;
    if (this.#state === 'signed_out' || this.#state === 'expired') {
      return null;
    }
    return access !== null && Date.now() < access.untilMs ? access.token : this.#refresh();
  }

  /** Forget who is signed in on this browser, and end all their sessions elsewhere if possible. */
  async signOut(): Promise<void> {
    try {
      // A key has no sessions that could be ended.
      if (this.#ports.tab.getItem(KEPT_KEY) === null) {
        await this.api.DELETE('/v1/session', { signal: AbortSignal.timeout(GOODBYE_MS) });
      }
    } catch {
      // Without a network the browser forgets all the same.
    }
    this.#forget();
  }

  /** Another tab has signed in or out. */
  storageChanged(): void {
    if (this.#ports.storage.getItem(KEPT) === null) {
      this.#forget();
    } else if (this.#state === 'signed_out') {
      this.#become('resuming');
    } else if (this.#state === 'expired') {
      // It stays so until that is known to be good: what is being written here stays as well.
      void this.#refresh().catch(() => undefined);
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
    if (this.#ports.tab.getItem(KEPT_KEY) === token) {
      // A refresh token that another tab has kept meanwhile is another person's.
      this.#forgetKey();
      this.#refused();
      return null;
    }
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
      const kept = this.#ports.storage.getItem(KEPT);
      const tokens = kept === null ? null : await this.#ports.refresh(kept);
      if (this.#ports.storage.getItem(KEPT) !== kept) {
        // Somebody has signed in or out meanwhile, which is newer than this.
        return this.#access?.token ?? null;
      }
      if (tokens === null) {
        this.#refused();
        return null;
      }
      this.#keep(tokens);
      return tokens.access;
    });
  }

  /** Where somebody was at work, the token stays: without it other tabs would take her to have left. */
  #refused(): void {
    if (this.#state === 'signed_in' || this.#state === 'expired') {
      this.#access = null;
      this.#become('expired');
    } else {
      this.#forget();
    }
  }

  #keep(tokens: Tokens): void {
    this.#forgetKey();
    const before = this.#state === 'signed_out' ? '' : this.#subject;
    this.#ports.storage.setItem(KEPT, tokens.refresh);
    const untilMs = Date.now() + Math.max(tokens.expiresInS * 1000 - EARLY_MS, 1000);
    this.#access = { token: tokens.access, untilMs };
    this.#subject = subjectOf(tokens.access);
    if (before !== '' && before !== this.#subject) {
      this.#ports.replaced();
    }
    this.#become('signed_in');
  }

  #forget(): void {
    this.#ports.storage.removeItem(KEPT);
    this.#forgetKey();
    this.#become('signed_out');
  }

  #forgetKey(): void {
    this.#ports.tab.removeItem(KEPT_KEY);
    this.#access = null;
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

function endless(token: string) {
  return { token, untilMs: Number.POSITIVE_INFINITY };
}

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
