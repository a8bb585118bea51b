/** Gives what was written to the centre; where somebody else has written meanwhile, it is asked. */
import { useState } from 'react';
import { answered, answeredWithVersion } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { components } from '@/api/schema';
import type { Kept } from '@/pages/agent/workbench/kept';
import type { Workbench } from '@/pages/agent/workbench/workbench';
import { useSession } from '@/session/session';

type WrapUpView = components['schemas']['WrapUpView'];

interface Asked {
  theirs: WrapUpView;
  answer: (which: 'mine' | 'theirs') => void;
}

export function useSaveWrapUp(workbench: Workbench) {
  const { api } = useSession();
  const [isSaving, setSaving] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);

  const current = (id: string) =>
    answeredWithVersion(
      api.GET('/v1/contacts/{contact_id}/wrap-up', { params: { path: { contact_id: id } } }),
    );

  const put = (kept: Kept, etag: string) =>
    answered(
      api.PUT('/v1/contacts/{contact_id}/wrap-up', {
        params: { path: { contact_id: kept.id }, header: { 'If-Match': etag } },
        body: { codes: [...kept.codes], note: kept.note },
      }),
    );

  /** Ask which of the two is to stay. */
  const choice = (theirs: WrapUpView) =>
    new Promise<'mine' | 'theirs'>((answer) => setAsked({ theirs, answer }));

  const settle = async (kept: Kept): Promise<void> => {
    const { body, etag } = await current(kept.id);
    // Of the same person, from another tab or before a reload, the newer one is meant.
    const isForeign = body.at !== null && !isSame(body, kept) && !kept.isSaved;
    if (isForeign && (await choice(body)) === 'theirs') {
      workbench.change(kept.id, { codes: body.codes, note: body.note });
      return;
    }
    await put(kept, etag);
  };

  const save = async (kept: Kept): Promise<boolean> => {
    if (kept.isSaved) {
      return true;
    }
    setSaving(true);
    try {
      await settle(kept);
      workbench.change(kept.id, { isSaved: true });
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        return await save(kept);
      }
      throw error;
    } finally {
      setSaving(false);
    }
  };

  const decide = (which: 'mine' | 'theirs') => {
    asked?.answer(which);
    setAsked(null);
  };
  return { save, isSaving, theirs: asked?.theirs ?? null, decide };
}

function isSame(theirs: WrapUpView, kept: Kept): boolean {
  return theirs.note === kept.note && theirs.codes.join() === kept.codes.join();
}
