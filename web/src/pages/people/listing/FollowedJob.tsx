/** On a list: how far the job is that the form before it has begun. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { JobProgress } from '@/jobs/JobProgress';
import { isOver, useJob } from '@/jobs/useJob';

/** What a form hands over to the page that it leads to. */
export interface Handed {
  job?: string;
}

/** @param shows - is asked for anew once the job has ended. */
export function FollowedJob({ shows }: { shows: QueryKey }) {
  const handed = useLocation().state as Handed | null;
  return handed?.job === undefined ? null : <Following job={handed.job} shows={shows} />;
}

/** A job, after whose end a list is asked for anew. */
export function Following({ job: id, shows }: { job: string; shows: QueryKey }) {
  const queries = useQueryClient();
  const job = useJob(id).data;
  const ended = job !== undefined && isOver(job);
  useEffect(() => {
    if (ended) {
      void queries.invalidateQueries({ queryKey: shows });
    }
  }, [ended, queries, shows]);
  return <JobProgress job={id} />;
}
