/** Rows of a list, whether the API gives them page by page or all at once. */
import { type QueryKey, type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Rows<T> {
  items: readonly T[];
  /** Nothing has come yet. */
  isPending: boolean;
  error: Error | null;
  /** Tries again what has failed. */
  again: () => void;
  hasMore: boolean;
  isFetchingMore: boolean;
  more: () => void;
}

export function usePages<T>(
  queryKey: QueryKey,
  load: (cursor: string | null) => Promise<Page<T>>,
): Rows<T> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    isPending: query.isPending,
    error: query.error,
    again: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
  };
}

export function rowsOf<T>(query: UseQueryResult<T[]>): Rows<T> {
  return {
    items: query.data ?? [],
    isPending: query.isPending,
    error: query.error,
    again: () => void query.refetch(),
    hasMore: false,
    isFetchingMore: false,
    more: () => undefined,
  };
}
