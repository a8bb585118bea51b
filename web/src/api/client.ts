/** The REST API, typed by its OpenAPI file; every request carries the session's access token. */
import createClient from 'openapi-fetch';
import { onlyOnce } from '@/api/onlyOnce';
import { ApiProblem, OfflineError, problemOf } from '@/api/problem';
import type { paths as written } from '@/api/schema';

export interface TokenSource {
  /** A token that is good now; null where nobody is signed in. */
  accessToken(): Promise<string | null>;
  /** The API did not take this token. Answers another one to try, or null. */
  rejected(token: string): Promise<string | null>;
}

/** The API's paths, as pages ask them: the key of a POST is put there on its way. */
type paths = {
  [Path in keyof written]: {
    [Method in keyof written[Path]]: Keyed<written[Path][Method]>;
  };
};

type Keyed<Operation> = Operation extends {
  parameters: { header: { 'Idempotency-Key': string } };
}
  ? Omit<Operation, 'parameters'> & {
      parameters: Omit<Operation['parameters'], 'header'> &
        KeylessHeader<Omit<Operation['parameters']['header'], 'Idempotency-Key'>>;
    }
  : Operation;

type KeylessHeader<Rest> = keyof Rest extends never ? { header?: never } : { header: Rest };

export function newClient(tokens: TokenSource) {
  return createClient<paths>({
    baseUrl: '/',
    fetch: onlyOnce((request) => fetchWithToken(request, tokens)),
  });
}

export type Client = ReturnType<typeof newClient>;

async function fetchWithToken(request: Request, tokens: TokenSource): Promise<Response> {
  const token = await tokens.accessToken();
  if (token === null) {
    return fetch(request);
  }
  const response = await fetch(withToken(request.clone(), token));
  const other = response.status === 401 ? await tokens.rejected(token) : null;
  return other === null ? response : fetch(withToken(request, other));
}

function withToken(request: Request, token: string): Request {
  request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Wait for an answer of the client and return what it holds.
 *
 * @throws ApiProblem - the API refused.
 * @throws OfflineError - nothing answered.
 */
export async function answered<T>(asked: Promise<Answer<T>>): Promise<T> {
  return (await answeredWithVersion(asked)).body;
}

export interface Versioned<T> {
  body: T;
  /** What goes back as `If-Match`; empty where it has none. */
  etag: string;
}

export async function answeredWithVersion<T>(asked: Promise<Answer<T>>): Promise<Versioned<T>> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (error) {
    throw error instanceof ApiProblem ? error : new OfflineError();
  }
  if (!answer.response.ok) {
    throw problemOf(answer.response, answer.error);
  }
  return { body: answer.data as T, etag: answer.response.headers.get('ETag') ?? '' };
}
