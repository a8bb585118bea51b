/**
 * What the pages need to know of where they run: `/settings.json`, written at deployment in the
 * cloud and answered by the local server on a laptop. Only this file differs between the two.
 */
import { createContext, useContext } from 'react';

export interface World {
  region: string;
  /** `login_url` signs an agent in to Amazon Connect; `saml_url` does by the company's own sign-in. */
  ccp: { url: string; login_url: string; saml_url: string | null };
  /** `endpoint` is null where the participant service is Amazon's of the region. */
  chat: { endpoint: string | null };
  /** `endpoint` is null where the user pool is Amazon Cognito's of the region. */
  identity: { endpoint: string | null; pool: string; client: string };
  /** Null where there is no telephone to play with: in the cloud. */
  phone: { socket: string } | null;
}

export type WorldState = World | 'offline' | 'broken';

export async function loadWorld(): Promise<WorldState> {
  try {
    const answer = await fetch('/settings.json', { cache: 'no-store' });
    return answer.ok ? ((await answer.json()) as World) : 'broken';
  } catch {
    return 'offline';
  }
}

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === null) {
    throw new Error('no world around this component');
  }
  return world;
}
