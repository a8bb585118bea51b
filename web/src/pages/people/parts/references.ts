/** What other things are chosen from: queues, hours, profiles, agents, tiers. */
import { useQuery } from '@tanstack/react-query';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

export type Queue = components['schemas']['QueueView'];
export type Profile = components['schemas']['RoutingProfileView'];
export type Agent = components['schemas']['AgentView'];

export const QUEUES = ['people', 'queues'] as const;
export const PROFILES = ['people', 'profiles'] as const;
export const AGENTS = ['people', 'agents'] as const;

export function useQueues() {
  const { api } = useSession();
  return useQuery({
    queryKey: QUEUES,
    queryFn: async () => (await answered(api.GET('/v1/queues'))).items,
  });
}

export function useProfiles() {
  const { api } = useSession();
  return useQuery({
    queryKey: PROFILES,
    queryFn: async () => (await answered(api.GET('/v1/routing-profiles'))).items,
  });
}

export function useAgents() {
  const { api } = useSession();
  return useQuery({
    queryKey: AGENTS,
    queryFn: async () => (await answered(api.GET('/v1/agents'))).items,
  });
}

export function useSchedules() {
  const { api } = useSession();
  return useQuery({
    queryKey: ['people', 'hours'],
    queryFn: async () => (await answered(api.GET('/v1/hours'))).items.map(({ name }) => name),
  });
}

export function useTiers() {
  const { api } = useSession();
  return useQuery({
    queryKey: ['people', 'tiers'],
    queryFn: async () => Object.keys((await answered(api.GET('/v1/tiers'))).tiers),
  });
}
