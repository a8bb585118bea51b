import type { Agent, Profile } from '@/pages/people/parts/references';

/** How many agents have a skill that serves a queue. */
export function agentsOf(
  queue: string,
  profiles: readonly Profile[],
  agents: readonly Agent[],
): number {
  const serving = new Set(
    profiles
      .filter((profile) => profile.queues.some((each) => each.queue === queue))
      .map(({ name }) => name),
  );
  return agents.filter((agent) => serving.has(agent.routing_profile)).length;
}
