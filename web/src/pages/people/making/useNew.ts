/** Something new: a draft from what is usual, made once, and then the page that it leads to. */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { components } from '@/api/schema';
import { isSame } from '@/editing/useEdited';
import type { Handed } from '@/pages/people/listing/FollowedJob';
import { useUnsavedWarning } from '@/states/unsaved';

interface Made {
  href: string;
  job?: components['schemas']['JobView'];
}

interface Making<T> {
  empty: T;
  make: (value: T) => Promise<Made>;
  /** What lists it. */
  shownIn: QueryKey;
}

export interface New<T> {
  value: T;
  change: (value: T) => void;
  error: Error | null;
  isSaving: boolean;
  save: () => void;
}

export function useNew<T>({ empty, make, shownIn }: Making<T>): New<T> {
  const [value, change] = useState(empty);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const making = useMutation({
    mutationFn: make,
    onSuccess: () => queries.invalidateQueries({ queryKey: shownIn }),
  });
  const made = making.data;
  useUnsavedWarning(made === undefined && !isSame(value, empty));
  // Not before the warning is gone.
  useEffect(() => {
    if (made !== undefined) {
      const { href, job } = made;
      const handed: Handed = job === undefined ? {} : { job: job.id };
      void navigate(href, { state: handed });
    }
  }, [made, navigate]);
  return {
    value,
    change,
    error: making.error,
    isSaving: making.isPending,
    save: () => making.mutate(value),
  };
}
