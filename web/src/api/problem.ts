/** What keeps the API from doing as asked (RFC 9457), and nothing having answered at all. */

export interface FieldProblem {
  path: string;
  expected: string;
}

export class ApiProblem extends Error {
  constructor(
    /** The last part of the problem's `type`: `invalid`, `changed`, `forbidden` … */
    readonly kind: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly fields: readonly FieldProblem[],
    readonly requestId: string,
    /** Seconds to wait before another try; null where the API names none. */
    readonly retryAfterS: number | null,
  ) {
    super(kind);
  }

  /** What was expected of one field of the body, by its path without `body.`. */
  ofField(name: string): string | undefined {
    return this.fields.find(({ path }) => path === `body.${name}`)?.expected;
  }
}

export class OfflineError extends Error {}

/** What the API has refused it will refuse again; its own failures pass. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status < 500;
}

interface Written {
  type?: string;
  title?: string;
  detail?: string;
  errors?: FieldProblem[];
  request_id?: string;
}

export function problemOf(response: Response, body: unknown): ApiProblem {
  const written: Written = typeof body === 'object' && body !== null ? body : {};
  const kind = written.type?.split('#')[1] ?? 'unknown';
  const after = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiProblem(
    kind,
    response.status,
    written.title ?? '',
    written.detail ?? '',
    written.errors ?? [],
    written.request_id ?? '',
    Number.isFinite(after) ? after : null,
  );
}
