import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

export type Job = components['schemas']['JobView'];

const AGAIN_MS = 1500;

export function isOver(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed';
}

/** A job, asked for again until it has ended. */
export function useJob(id: string) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['job', id],
    queryFn: () => answered(api.GET('/v1/jobs/{job_id}', { params: { path: { job_id: id } } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOver(state.data) ? false : AGAIN_MS,
  });
}
