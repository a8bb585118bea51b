/** Notes to customers that are being written: they outlive the tab of notes and the contact. */
import { useState } from 'react';
import type { Draft } from '@/pages/agent/draft';
import { useUnsavedWarning } from '@/states/unsaved';

export type NoteTo = (customer: string) => Draft;

export function useNoteDrafts(): NoteTo {
  const [notes, setNotes] = useState<ReadonlyMap<string, string>>(new Map());
  useUnsavedWarning([...notes.values()].some((text) => text.trim() !== ''));
  return (customer) => ({
    text: notes.get(customer) ?? '',
    write: (text) => setNotes((before) => new Map(before).set(customer, text)),
    sent: (text) =>
      setNotes((before) =>
        before.get(customer) === text ? new Map(before).set(customer, '') : before,
      ),
  });
}
