/**
 * Tells the API that the agent's page is there: who falls silent is made offline, so that nothing
 * rings for ever at a closed laptop.
 */
import type { Client } from '@/api/client';
import beatUrl from '@/pages/agent/presence/beat?worker&url';

const EVERY_MS = 20_000;
/** Later than the word of the tab that was closed. */
const AFTER_MS = 1_000;

export function keepPresence(api: Client): void {
  const say = (left: boolean) =>
    api.PUT('/v1/me/presence', { body: { left }, keepalive: left }).catch(() => undefined);
  const clock = newClock();
  clock.onmessage = () => void say(false);
  clock.postMessage(EVERY_MS);
  // Of two tabs one may be closed: the other says at once that the agent is still there.
  const tabs = new BroadcastChannel('santral.presence');
  tabs.onmessage = () => setTimeout(() => void say(false), AFTER_MS);
  addEventListener('pagehide', () => {
    tabs.postMessage('left');
    void say(true);
  });
  addEventListener('pageshow', () => void say(false));
  void say(false);
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

/** These pages let no text become a script's address; this one is known when they are built. */
function newClock(): Worker {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  const policy = policies?.createPolicy('santral-beat', {
    createScriptURL: (url) => (url === beatUrl ? url : ''),
  });
  return new Worker(policy?.createScriptURL(beatUrl) ?? beatUrl, { type: 'module' });
}
