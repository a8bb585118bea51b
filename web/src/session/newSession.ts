import { byApi } from '@/session/byApi';
import type { IdentityPort } from '@/session/identity';
import { KEPT, Session } from '@/session/session';
import type { World } from '@/world';

/** The session of this browser, which hears of the other tabs. */
export function newSession(world: World): Session {
  const session = new Session({
    identity: cognitoOnDemand(world),
    ...byApi,
    storage: localStorage,
    tab: sessionStorage,
    replaced: () => location.reload(),
  });
  addEventListener('storage', (event) => {
    if (event.key === KEPT) {
      session.storageChanged();
    }
  });
  return session;
}

/** Its arithmetic weighs more than most pages: who is signed in does without. */
function cognitoOnDemand(world: World): IdentityPort {
  return {
    async signIn(email, password) {
      try {
        const { cognito } = await import('@/session/cognito');
        return await cognito(world).signIn(email, password);
      } catch {
        return { kind: 'refused', why: 'offline' };
      }
    },
  };
}
