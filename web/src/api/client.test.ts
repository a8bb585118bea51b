/** What the client does with tokens, and with a POST of which nobody knows what came. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, newClient } from '@/api/client';
import { ApiProblem, OfflineError } from '@/api/problem';

const PATH = 'http://centre.example/v1/sign-up/resend';

/** Answers one after the other; a null is no answer at all. */
class Centre {
  readonly asked: { key: string | null; token: string | null }[] = [];
  readonly replies: (Response | null)[];

  constructor(...replies: (Response | null)[]) {
    this.replies = replies;
  }

  fetch = async (request: Request): Promise<Response> => {
    const { headers } = request;
    await request.text();
    this.asked.push({ key: headers.get('Idempotency-Key'), token: headers.get('Authorization') });
    const reply = this.replies.shift() ?? null;
    if (reply === null) {
      throw new TypeError('nobody there');
    }
    return reply;
  };

  get keys(): (string | null)[] {
    return this.asked.map(({ key }) => key);
  }
}

const ok = () => Response.json({});
const failed = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ type: '#failed' }, { status, headers });

function client(centre: Centre, tokens: readonly string[] = []) {
  vi.stubGlobal('fetch', centre.fetch);
  const [first = null, second = null] = tokens;
  return newClient({ accessToken: async () => first, rejected: async () => second });
}

const resend = (api: ReturnType<typeof client>, email: string) =>
  answered(api.POST('/v1/sign-up/resend', { baseUrl: new URL(PATH).origin, body: { email } }));

beforeEach(() => vi.stubGlobal('fetch', undefined));
afterEach(() => vi.unstubAllGlobals());

describe('a POST', () => {
  it('keeps its key after a lost answer, so that a repeat changes nothing twice', async () => {
    const centre = new Centre(null, ok());
    const api = client(centre);

    await expect(resend(api, 'a@example.com')).rejects.toBeInstanceOf(OfflineError);
    await resend(api, 'a@example.com');

    expect(centre.keys[1]).toBe(centre.keys[0]);
  });

  it.each([
    ['a failure in the midst of it', failed(500)],
    ['one that is still worked on', failed(409, { 'Retry-After': '1' })],
  ])('keeps its key after %s', async (_, reply) => {
    const centre = new Centre(reply, ok());
    const api = client(centre);

    await expect(resend(api, 'a@example.com')).rejects.toBeInstanceOf(ApiProblem);
    await resend(api, 'a@example.com');

    expect(centre.keys[1]).toBe(centre.keys[0]);
  });

  it('has a new key once it was answered, refused, or is another one', async () => {
    const centre = new Centre(ok(), failed(409), null, ok());
    const api = client(centre);

    await resend(api, 'a@example.com');
    await expect(resend(api, 'a@example.com')).rejects.toBeInstanceOf(ApiProblem);
    await expect(resend(api, 'a@example.com')).rejects.toBeInstanceOf(OfflineError);
    await resend(api, 'b@example.com');

    expect(new Set(centre.keys).size).toBe(4);
  });

  it('is sent again with the same key where its token was not taken', async () => {
    const centre = new Centre(failed(401), ok());

    await resend(client(centre, ['old', 'fresh']), 'a@example.com');

    expect(centre.asked.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer fresh']);
    expect(centre.keys[1]).toBe(centre.keys[0]);
  });
});
