/** A skill: a routing profile in the words of Amazon Connect. */
import type { components } from '@/api/schema';
import type { Profile } from '@/pages/people/parts/references';

export type Served = components['schemas']['ProfileQueueShape'];
export type Channel = NonNullable<Served['channel']>;

export const CHANNELS = ['VOICE', 'CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];
/** Amazon Connect lets an agent have one call at a time. */
export const SHARED = ['CHAT', 'TASK', 'EMAIL'] as const satisfies readonly Channel[];

export function newServed(queue: string): Served {
  return { queue, channel: 'VOICE', priority: 1, delay_s: 0 };
}

/** repair 1, sales 2 (chat) */
export function servedText(
  served: readonly Served[],
  nameOf: (channel: Channel) => string,
): string {
  return [...served]
    .sort((one, other) => (one.priority ?? 1) - (other.priority ?? 1))
    .map(({ queue, channel }) =>
      channel === undefined || channel === 'VOICE' ? queue : `${queue} (${nameOf(channel)})`,
    )
    .join(', ');
}

/** How many of a channel at once; null goes back to what is usual. */
export function withConcurrency(profile: Profile, channel: Channel, most: number | null): Profile {
  const { [channel]: _, ...others } = profile.concurrency ?? {};
  return { ...profile, concurrency: most === null ? others : { ...others, [channel]: most } };
}
