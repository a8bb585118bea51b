/** Gives what was written to the centre; where somebody else has written meanwhile, it is asked. */
import { useState } from 'react';
import { answered, answeredWithVersion } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import type { components } from '@/api/schema';
import type { Kept } from '@/pages/agent/workbench/kept';
import type { Workbench } from '@/pages/agent/workbench/workbench';
import { useSession } from '@/session/session';

type WrapUpView = components['schemas']['WrapUpView'];
type Written = Pick<Kept, 'codes' | 'note'>;

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

  const put = (id: string, { codes, note }: Written, etag: string) =>
    answered(
      api.PUT('/v1/contacts/{contact_id}/wrap-up', {
        params: { path: { contact_id: id }, header: { 'If-Match': etag } },
        body: { codes: [...codes], note },
      }),
    );

  /** Ask which of the two is to stay. */
  const choice = (theirs: WrapUpView) =>
    new Promise<'mine' | 'theirs'>((answer) => setAsked({ theirs, answer }));

  /** What is with the centre afterwards. */
  const settle = async (kept: Kept): Promise<Written> => {
    const { body, etag } = await current(kept.id);
    // Of the same person, from another tab or before a reload, the newer one is meant.
    const isForeign = body.at !== null && body.by !== workbench.subject && !isSame(body, kept);
    if (isForeign && (await choice(body)) === 'theirs') {
      workbench.change(kept.id, { codes: body.codes, note: body.note });
      return body;
    }
    const mine = workbench.find(kept.id) ?? kept;
    await put(kept.id, mine, etag);
    return mine;
  };

  /** Somebody may write between reading and writing: then it is read again, once. */
  const settleAgain = async (kept: Kept): Promise<Written> => {
    try {
      return await settle(kept);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 412) {
        return await settle(kept);
      }
      throw error;
    }
  };

  /** Answers whether all that is written is saved: it may have gone on meanwhile. */
  const save = async (kept: Kept): Promise<boolean> => {
    if (kept.isSaved) {
      return true;
    }
    setSaving(true);
    try {
      const saved = await settleAgain(kept);
      const now = workbench.find(kept.id);
      const isSaved = now === undefined || isSame(saved, now);
      workbench.change(kept.id, { isSaved });
      return isSaved;
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

function isSame(one: Written, other: Written): boolean {
  return one.note === other.note && one.codes.join() === other.codes.join();
}
