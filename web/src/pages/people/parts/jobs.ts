import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { type Rows, usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';

export type Job = components['schemas']['JobView'];

export const JOBS = ['people', 'jobs'] as const;

/** The business's jobs of one kind, as far as its list has them. */
export function useJobsOf(kind: Job['kind']): Rows<Job> {
  const { api } = useSession();
  const rows = usePages(JOBS, (cursor) =>
    answered(api.GET('/v1/jobs', { params: { query: { limit: 200, cursor } } })),
  );
  return { ...rows, items: rows.items.filter((job) => job.kind === kind) };
}
