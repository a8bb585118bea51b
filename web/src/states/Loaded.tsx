/** What a page shows while its data comes, when there is none, and when it cannot be had. */
import Box from '@cloudscape-design/components/box';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageLoading } from '@/states/PageLoading';
import { ProblemAlert } from '@/states/ProblemAlert';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** Shown instead of the children where there is nothing yet. */
  empty?: ReactNode;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

export function Loaded<T>({ query, empty, isEmpty, children }: LoadedProps<T>) {
  const { data, error, isPending } = query;
  if (data === undefined) {
    return isPending && error === null ? (
      <PageLoading />
    ) : (
      <Box padding="l">
        <ProblemAlert error={error} retry={() => void query.refetch()} />
      </Box>
    );
  }
  return (
    <>
      {error !== null && <ProblemAlert error={error} retry={() => void query.refetch()} />}
      {empty !== undefined && isEmpty?.(data) === true ? empty : children(data)}
    </>
  );
}
