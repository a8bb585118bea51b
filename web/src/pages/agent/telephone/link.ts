/** Whether Amazon Connect's panel is heard, from the events of its library. */
import type { Link } from '@/pages/agent/telephone/port';

/** The library asks every second, and the panel answers; so long a silence is a break. */
const SILENCE_MS = 6_000;
const LOOK_MS = 1_000;

/** Returns how to stop looking. */
export function watchLink(heard: (link: Link) => void): () => void {
  let link: Link = 'starting';
  let lastMs = 0;
  const become = (next: Link) => {
    if (next !== link) {
      link = next;
      heard(next);
    }
  };
  const bus = connect.core.getEventBus();
  bus.subscribe('acknowledge', () => {
    lastMs = Date.now();
    become('connected');
  });
  // Not signed in, the panel is silent: the library says that it has waited long enough.
  bus.subscribe('ack_timeout', () => become(lastMs === 0 ? 'signed_out' : 'lost'));
  bus.subscribe('auth_fail', () => become('signed_out'));
  bus.subscribe('terminated', () => become('signed_out'));
  bus.subscribe('access_denied', () => become('denied'));
  bus.subscribe('iframe_retries_exhausted', () => become('exhausted'));
  const timer = setInterval(() => {
    if (link === 'connected' && Date.now() - lastMs > SILENCE_MS) {
      become('lost');
    }
  }, LOOK_MS);
  return () => clearInterval(timer);
}
