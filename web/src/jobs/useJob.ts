import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import { isRefusal } from '@/api/problem';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

export type Job = components['schemas']['JobView'];

const AGAIN_MS = 1500;

export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'failed';
}

/** When to ask for a job again (ms): not once it has ended, nor where the API refuses to tell. */
export function askAgain(query: {
  state: { data: Pick<Job, 'state'> | undefined; error: Error | null };
}): number | false {
  const { data, error } = query.state;
  return isRefusal(error) || (data !== undefined && isOver(data)) ? false : AGAIN_MS;
}

/** A job, asked for again until it has ended. */
export function useJob(id: string) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['job', id],
    queryFn: () => answered(api.GET('/v1/jobs/{job_id}', { params: { path: { job_id: id } } })),
    refetchInterval: askAgain,
  });
}
