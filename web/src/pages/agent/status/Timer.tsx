import Box from '@cloudscape-design/components/box';
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
  return (
    <Box variant="span">
      <span role="timer">{duration((nowMs - sinceMs) / SECOND_MS)}</span>
    </Box>
  );
}
