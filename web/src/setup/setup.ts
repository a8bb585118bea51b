import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

export type Setup = components['schemas']['SetupView'];

export const SETUP_KEY = ['setup'] as const;

/** Everything that callers go through, for what a form can choose from. */
export function useSetup() {
  const { api } = useSession();
  return useQuery({ queryKey: SETUP_KEY, queryFn: () => answered(api.GET('/v1/setup')) });
}

export function codesOf(setup: Setup): string[] {
  return setup.languages.map(({ code }) => code);
}
