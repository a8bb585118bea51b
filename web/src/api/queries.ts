import { type Query, QueryClient } from '@tanstack/react-query';
import { isRefusal } from '@/api/problem';

/** Kept short: a colleague may have changed it. */
const STALE_MS = 10_000;
const TRIES = 2;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (count, error) => count < TRIES && !isRefusal(error),
        // A laptop without network still reaches a centre on the same laptop.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/**
 * What was shown to who was signed in before is nobody else's: what is on the page is asked for
 * anew, and the rest is gone. `clear` alone would leave components on the page with what they had.
 */
export function startAnew(queries: QueryClient): void {
  queries.removeQueries({ type: 'inactive' });
  for (const query of queries.getQueryCache().findAll()) {
    query.reset();
  }
  // Who it is decides what else may be asked for.
  void queries
    .refetchQueries({ queryKey: ['me'], type: 'active' })
    .then(() => queries.refetchQueries({ type: 'active', predicate: isUnasked }));
}

function isUnasked({ state }: Query): boolean {
  return state.data === undefined && state.fetchStatus === 'idle';
}
