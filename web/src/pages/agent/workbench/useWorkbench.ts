import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';
import type { Kept } from '@/pages/agent/workbench/kept';
import { Workbench } from '@/pages/agent/workbench/workbench';

interface InHand {
  workbench: Workbench;
  kept: readonly Kept[];
}

/** What this member has in hand, following her telephone. */
export function useWorkbench(subject: string): InHand {
  const telephone = useTelephone();
  const { link, agent, contacts } = useTelephoneState();
  const workbench = useMemo(() => new Workbench(localStorage, subject), [subject]);
  const kept = useSyncExternalStore(workbench.subscribe, () => workbench.kept);
  // Silence is no news: only what is heard says that a contact has gone.
  const isHeard = link === 'connected' && agent !== null;
  useEffect(() => {
    if (isHeard && telephone.state.contacts === contacts) {
      workbench.observe(contacts, Date.now());
    }
  }, [workbench, telephone, isHeard, contacts]);
  return { workbench, kept };
}
