import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@/api/problem';

/** Kept short: a colleague may have changed it. */
const STALE_MS = 10_000;
const TRIES = 2;

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // What the API has refused it will refuse again, but for its own failures.
        retry: (count, error) =>
          count < TRIES && !(error instanceof ApiProblem && error.status < 500),
        // A laptop without network still reaches a centre on the same laptop.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
