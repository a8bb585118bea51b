import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession, useSessionState } from '@/session/session';

export type Me = components['schemas']['MeView'];

/** Who is signed in; asked once for all components. */
export function useMe() {
  const { api } = useSession();
  const state = useSessionState();
  return useQuery({
    queryKey: ['me'],
    queryFn: () => answered(api.GET('/v1/me')),
    enabled: state === 'signed_in',
    staleTime: 60_000,
  });
}

/** An operator is of no business: there is nothing to ask for. */
export function useTenant() {
  const { api } = useSession();
  const state = useSessionState();
  const me = useMe();
  return useQuery({
    queryKey: ['tenant'],
    queryFn: () => answered(api.GET('/v1/tenant')),
    enabled: state === 'signed_in' && me.data !== undefined && me.data.tenant !== 'platform',
    staleTime: 60_000,
  });
}
