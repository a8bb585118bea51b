import { useEffect, useState } from 'react';
import type { Session } from '@/session/session';

const AGAIN_MS = 3000;

/** Try the kept sign-in when the pages open, and again while nothing answers. */
export function useResume(session: Session): 'trying' | 'offline' {
  const [state, setState] = useState<'trying' | 'offline'>('trying');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = () => {
      session.resume().catch(() => {
        setState('offline');
        timer = setTimeout(attempt, AGAIN_MS);
      });
    };
    attempt();
    return () => clearTimeout(timer);
  }, [session]);
  return state;
}
