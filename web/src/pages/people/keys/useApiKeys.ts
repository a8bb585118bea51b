import { answered } from '@/api/client';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';

export const API_KEYS = ['people', 'keys'] as const;

export function useApiKeys() {
  const { api } = useSession();
  return usePages(API_KEYS, (cursor) =>
    answered(api.GET('/v1/api-keys', { params: { query: { limit: 200, cursor } } })),
  );
}
