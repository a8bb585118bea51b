/**
 * One thing of the API that is edited in a form: loaded with its version, kept as a draft while it
 * is being written, saved over that version only, and compared with what a colleague has saved.
 */
import {
  type QueryKey,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import type { Versioned } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { components } from '@/api/schema';
import { useUnsavedWarning } from '@/states/unsaved';

export type Job = components['schemas']['JobView'];

export interface Editable<T> {
  queryKey: QueryKey;
  load: () => Promise<Versioned<T>>;
  /**
   * @param etag - of the version that was changed, for `If-Match`.
   * @returns the job that follows, where one does.
   */
  save: (value: T, etag: string) => Promise<Job | undefined>;
  /** What else shows parts of it, and is asked for anew once it is saved. */
  alsoShownIn?: readonly QueryKey[];
}

interface Draft<T> {
  value: T;
  /** What was there when the writing began. */
  base: Versioned<T>;
}

export interface Edited<T> {
  query: UseQueryResult<Versioned<T>>;
  /** As it is being written; without a draft as it is saved. Undefined until it is loaded. */
  value: T | undefined;
  change: (value: T) => void;
  isChanged: boolean;
  isSaving: boolean;
  isSaved: boolean;
  save: () => void;
  discard: () => void;
  /** What kept it from being saved; a colleague's version is no error but `theirs`. */
  error: Error | null;
  theirs: Versioned<T> | null;
  keepMine: () => void;
  takeTheirs: () => void;
  job: string | null;
}

export function useEdited<T>(editable: Editable<T>): Edited<T> {
  const { queryKey, load } = editable;
  const queries = useQueryClient();
  const query = useQuery({ queryKey, queryFn: load });
  const [draft, setDraft] = useState<Draft<T> | null>(null);
  const [theirs, setTheirs] = useState<Versioned<T> | null>(null);
  const isChanged = draft !== null && !isSame(draft.value, draft.base.body);
  useUnsavedWarning(isChanged);

  const saving = useMutation({
    mutationFn: ({ value, etag }: { value: T; etag: string }) => editable.save(value, etag),
    onSuccess: async (_, saved) => {
      setTheirs(null);
      await Promise.all(
        [queryKey, ...(editable.alsoShownIn ?? [])].map((key) =>
          queries.invalidateQueries({ queryKey: key }),
        ),
      );
      const base = queries.getQueryData<Versioned<T>>(queryKey);
      // What was written while it was being saved goes on from what is there now.
      setDraft((now) =>
        now === null || base === undefined || isSame(now.value, saved.value)
          ? null
          : { value: now.value, base },
      );
    },
    onError: async (error) => {
      if (isOvertaken(error)) {
        // Where this fails too, the error of the save is shown.
        const found = await load().catch(() => null);
        setTheirs(found);
      }
    },
  });

  return {
    query,
    value: draft?.value ?? query.data?.body,
    change(value) {
      const base = draft?.base ?? query.data;
      if (base !== undefined) {
        setDraft({ value, base });
        if (saving.isSuccess) {
          saving.reset();
        }
      }
    },
    isChanged,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isChanged,
    save() {
      if (draft !== null) {
        saving.mutate({ value: draft.value, etag: draft.base.etag });
      }
    },
    discard() {
      setDraft(null);
      saving.reset();
    },
    error: theirs === null ? saving.error : null,
    theirs,
    keepMine() {
      if (draft !== null && theirs !== null) {
        setDraft({ value: draft.value, base: theirs });
        setTheirs(null);
        saving.mutate({ value: draft.value, etag: theirs.etag });
      }
    },
    takeTheirs() {
      if (theirs !== null) {
        queries.setQueryData(queryKey, theirs);
      }
      setDraft(null);
      setTheirs(null);
      saving.reset();
    },
    job: saving.data?.id ?? null,
  };
}

export function isOvertaken(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 412;
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
