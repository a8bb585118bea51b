import { QueryClient } from '@tanstack/react-query';
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
