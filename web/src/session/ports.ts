/** How a session can stand, and what it needs of the world around it. */
import type { IdentityPort, Tokens } from '@/session/identity';

export type SessionState =
  | 'resuming' // a refresh token or a key is there; whether it is good will be seen
  | 'signed_out'
  | 'signed_in'
  | 'expired'; // was signed in, and has to sign in again to go on

export interface SessionPorts {
  identity: IdentityPort;
  /**
   * Exchange a refresh token for new tokens; null where it is not good any more.
   *
   * @throws OfflineError - nothing has said so, and the token may still be good.
   */
  refresh(token: string): Promise<Tokens | null>;
  /**
   * Whether the API knows a key.
   *
   * @throws OfflineError, ApiProblem - nothing has said so.
   */
  isKey(key: string): Promise<boolean>;
  /** Of the browser, for all of its tabs. */
  storage: Storage;
  /** Of this tab alone, for as long as it is open. */
  tab: Storage;
  /** The tokens are another person's than those before: nothing shown may stay. */
  replaced(): void;
}
