import { useEffect, useState } from 'react';
import { duration } from '@/states/moments';

const SECOND_MS = 1000;

/** How long it has been going on; alone in a component, so that each second draws only it. */
export function Timer({ sinceMs }: { sinceMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return <span role="timer">{duration(Math.max(0, nowMs - sinceMs) / SECOND_MS)}</span>;
}
