/**
 * Amazon Cognito's user pool, by SRP: the password is proved and never sent.
 *
 * Nothing is kept here: the library's own storage is a map that ends with the sign-in.
 */
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import type { IdentityPort, Refusal, Reply } from '@/session/identity';
import type { World } from '@/world';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  NotAuthorizedException: 'wrong',
  UserNotFoundException: 'wrong',
  InvalidParameterException: 'wrong',
  CodeMismatchException: 'wrong_code',
  EnableSoftwareTokenMFAException: 'wrong_code',
  ExpiredCodeException: 'wrong_code',
  TooManyRequestsException: 'locked',
  LimitExceededException: 'locked',
  TooManyFailedAttemptsException: 'locked',
  PasswordResetRequiredException: 'reset_needed',
  NetworkError: 'offline',
};

export function cognito(world: World): IdentityPort {
  return {
    signIn(email, password) {
      const user = newUser(world, email);
      const details = new AuthenticationDetails({ Username: email, Password: password });
      return new Promise((resolve) => {
        user.authenticateUser(details, callbacks(user, resolve));
      });
    },
  };
}

function newUser(world: World, email: string): CognitoUser {
  const { endpoint, pool, client } = world.identity;
  const storage = new ForgetfulStorage();
  return new CognitoUser({
    Username: email,
    Storage: storage,
    Pool: new CognitoUserPool({
      UserPoolId: pool,
      ClientId: client,
      Storage: storage,
      ...(endpoint === null ? {} : { endpoint: new URL(endpoint, location.href).href }),
    }),
  });
}

function callbacks(user: CognitoUser, resolve: (reply: Reply) => void) {
  const refuse = (error: { code?: string; name?: string } | undefined) => {
    resolve({ kind: 'refused', why: REFUSALS[error?.code ?? error?.name ?? ''] ?? 'unknown' });
  };
  return {
    onSuccess: (session: CognitoUserSession) =>
      resolve({ kind: 'tokens', tokens: tokensOf(session) }),
    onFailure: refuse,
    newPasswordRequired: () => resolve({ kind: 'refused', why: 'reset_needed' }),
    totpRequired: () => {
      resolve({
        kind: 'code_asked',
        answer: (code) =>
          new Promise((answered) => {
            user.sendMFACode(code, callbacks(user, answered), 'SOFTWARE_TOKEN_MFA');
          }),
      });
    },
  };
}

function tokensOf(session: CognitoUserSession) {
  const access = session.getAccessToken();
  return {
    access: access.getJwtToken(),
    refresh: session.getRefreshToken().getToken(),
    expiresInS: access.getExpiration() - access.getIssuedAt(),
  };
}

class ForgetfulStorage implements ICognitoStorage {
  readonly #kept = new Map<string, string>();

  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }

  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }

  removeItem(key: string): void {
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
  }
}
