import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Session } from '@/session/session';

const AGAIN_MS = 3000;

/** Try the kept sign-in, and again while nothing answers. */
export function useResume(session: Session): 'trying' | 'offline' {
  const isResuming = useSyncExternalStore(session.subscribe, () => session.state === 'resuming');
  const [state, setState] = useState<'trying' | 'offline'>('trying');
  useEffect(() => {
    if (!isResuming) {
      return;
    }
    let isWanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = () => {
      session.resume().catch(() => {
        if (isWanted) {
          setState('offline');
          timer = setTimeout(attempt, AGAIN_MS);
        }
      });
    };
    attempt();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [session, isResuming]);
  return state;
}
