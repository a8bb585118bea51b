import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';

export type Business = components['schemas']['BusinessView'];

export const BUSINESSES = ['people', 'businesses'] as const;
export const POOL = ['people', 'pool'] as const;

export const ACCOUNT_SIGNS: Readonly<Record<Business['state'], StatusIndicatorProps.Type>> = {
  unverified: 'pending',
  verified: 'warning',
  provisioning: 'in-progress',
  live: 'success',
  deleting: 'stopped',
  deleted: 'stopped',
};

export function useBusinesses() {
  const { api } = useSession();
  return usePages(BUSINESSES, (cursor) =>
    answered(api.GET('/v1/operator/tenants', { params: { query: { limit: 100, cursor } } })),
  );
}
