/** Starts a chat: POST /v1/chats, which needs nobody to be signed in. */
import type { Place } from './place';
import type { Failure } from './texts';

/** What a chat is gone on with. */
export interface Begun {
  contact_id: string;
  participant_id: string;
  participant_token: string;
  region: string;
  /** Null where the participant service is Amazon's of the region. */
  endpoint: string | null;
}

export interface Wanted {
  business: string;
  name: string;
  message?: string;
  language: string;
}

/** @param message - what it is about; may be empty. */
export function wantedAt({ business, language }: Place, name: string, message: string): Wanted {
  const wanted = { business, language: language.slice(0, 2), name };
  return message === '' ? wanted : { ...wanted, message };
}

/** What a business says before a chat begins. */
export interface Welcome {
  name: string;
  greeting: Readonly<Record<string, string>>;
}

export class NotBegun extends Error {
  constructor(readonly why: Failure) {
    super(why);
  }
}

const FAILURES: Readonly<Record<number, Failure>> = {
  403: 'forbidden',
  404: 'closed',
  409: 'closed',
  422: 'invalid',
  429: 'many',
};

/**
 * @param service - where the API is: `https://centre.example`.
 * @throws NotBegun
 */
export async function begin(service: string, wanted: Wanted): Promise<Begun> {
  return (await ask(new URL('/v1/chats', service), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify(wanted),
  })) as Begun;
}

/** @throws NotBegun - `closed` where this page has no chat of this business. */
export async function welcome(service: string, business: string): Promise<Welcome> {
  return (await ask(new URL(`/v1/chats/${encodeURIComponent(business)}`, service), {})) as Welcome;
}

async function ask(url: URL, request: RequestInit): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...request, credentials: 'omit' });
  } catch {
    throw new NotBegun('offline');
  }
  if (!answer.ok) {
    throw new NotBegun(FAILURES[answer.status] ?? 'unknown');
  }
  return answer.json();
}
