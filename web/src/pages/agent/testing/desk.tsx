/** Draws a part of the agent's page for a test, at a telephone and an API of paper. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import createClient from 'openapi-fetch';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import type { paths } from '@/api/schema';
import { startTexts } from '@/i18n';
import { TelephoneContext } from '@/pages/agent/telephone/context';
import { FakeTelephone } from '@/pages/agent/telephone/fake';
import { type Session, SessionContext } from '@/session/session';

interface Reply {
  status?: number;
  body?: unknown;
  etag?: string;
  /** What happens while it is on its way. */
  meanwhile?: () => void;
}

/** By `GET /v1/me`; a list is answered one after the other, the last one for ever. */
export type Replies = Record<string, Reply | Reply[]>;

export class FakeApi {
  /** What was asked, as `PUT /v1/contacts/c-1/wrap-up`. */
  readonly asked: { what: string; body: unknown; ifMatch: string | null }[] = [];
  readonly #replies: Replies;

  constructor(replies: Replies) {
    this.#replies = replies;
  }

  fetch = async (request: Request): Promise<Response> => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.text();
    this.asked.push({
      what,
      body: text === '' ? null : JSON.parse(text),
      ifMatch: request.headers.get('If-Match'),
    });
    const reply = this.#replies[what] ?? { status: 404, body: { type: '#not-found' } };
    const one = Array.isArray(reply) ? (reply.length > 1 ? reply.shift() : reply[0]) : reply;
    one?.meanwhile?.();
    return new Response(JSON.stringify(one?.body ?? {}), {
      status: one?.status ?? 200,
      headers: { 'Content-Type': 'application/json', ETag: one?.etag ?? '"1"' },
    });
  };

  times(what: string): number {
    return this.asked.filter((each) => each.what === what).length;
  }
}

export async function drawn(
  part: ReactNode,
  { telephone = new FakeTelephone(), replies = {} as Replies } = {},
) {
  if (!i18next.isInitialized) {
    await startTexts();
  }
  await i18next.loadNamespaces(['agent', 'desk']);
  const api = new FakeApi(replies);
  const client = createClient<paths>({ baseUrl: 'http://centre.example/', fetch: api.fetch });
  const session = { api: client, state: 'signed_in', subscribe: () => () => undefined };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <SessionContext value={session as unknown as Session}>
      <QueryClientProvider client={queries}>
        <MemoryRouter>
          <TelephoneContext value={telephone}>{part}</TelephoneContext>
        </MemoryRouter>
      </QueryClientProvider>
    </SessionContext>,
  );
  return { api, telephone };
}
