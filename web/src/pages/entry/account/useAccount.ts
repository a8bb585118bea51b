import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

export type Account = components['schemas']['AccountView'];

const AGAIN_MS = 2500;

/** How far the business is; asked for again while somebody else works on it. */
export function useAccount({ isWatched = false }: { isWatched?: boolean } = {}) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['account'],
    queryFn: () => answered(api.GET('/v1/account')),
    refetchInterval: ({ state }) =>
      isWatched && state.data !== undefined && state.data.state !== 'live' ? AGAIN_MS : false,
  });
}
