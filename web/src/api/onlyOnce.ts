/**
 * Gives each POST a key, by which the API knows it again.
 *
 * Where nobody knows what came of one, it keeps its key for when the same is asked for once more:
 * so that whoever presses a button again after a lost answer changes nothing twice.
 */
type Send = (request: Request) => Promise<Response>;

const HEADER = 'Idempotency-Key';

interface Unsure {
  body: string;
  key: string;
}

/** @returns what sends as `send` does. */
export function onlyOnce(send: Send): Send {
  /** The latest of each address. */
  const unsure = new Map<string, Unsure>();
  return async (request) => {
    if (request.method !== 'POST') {
      return send(request);
    }
    const { url } = request;
    const body = await request.clone().text();
    const before = unsure.get(url);
    const key = before?.body === body ? before.key : crypto.randomUUID();
    // As long as this one is on its way, the same again is meant to be another one.
    unsure.delete(url);
    request.headers.set(HEADER, key);
    try {
      const response = await send(request);
      if (isUnsure(response)) {
        unsure.set(url, { body, key });
      }
      return response;
    } catch (error) {
      unsure.set(url, { body, key });
      throw error;
    }
  };
}

/** The API has failed in the midst of it, or still works on it. */
function isUnsure({ status, headers }: Response): boolean {
  return status >= 500 || (status === 409 && headers.has('Retry-After'));
}
