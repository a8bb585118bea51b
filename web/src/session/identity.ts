/** Who proves who somebody is: a port, so that another identity provider is another adapter. */

export interface Tokens {
  access: string;
  refresh: string;
  /** Seconds for which `access` is good. */
  expiresInS: number;
}

/** What the provider says to a password, or to a code. */
export type Reply =
  | { kind: 'tokens'; tokens: Tokens }
  /** Send the code of the authenticator app. */
  | { kind: 'code_asked'; answer(code: string): Promise<Reply> }
  | { kind: 'refused'; why: Refusal };

export type Refusal =
  | 'wrong' // address or password
  | 'wrong_code'
  | 'locked' // too many tries
  | 'reset_needed' // the password has to be set anew
  | 'offline'
  | 'unknown';

export interface IdentityPort {
  /** Prove the password without sending it (SRP). Never throws. */
  signIn(email: string, password: string): Promise<Reply>;
}
