import { expect, it } from 'vitest';
import type { Agent, Profile } from '@/pages/people/parts/references';
import { servedText, withConcurrency } from '@/pages/people/profiles/profile';
import { agentsOf } from '@/pages/people/queues/served';

const service: Profile = {
  name: 'service',
  outbound_queue: '',
  queues: [
    { queue: 'sales', channel: 'CHAT', priority: 2, delay_s: 0 },
    { queue: 'repair', channel: 'VOICE', priority: 1, delay_s: 0 },
  ],
};

function agent(username: string, profile: string): Agent {
  return {
    username,
    first_name: username,
    last_name: '',
    routing_profile: profile,
    languages: [],
    wrap_up_s: 30,
  };
}

it('says what a skill serves, first things first', () => {
  expect(servedText(service.queues, (channel) => channel.toLowerCase())).toBe(
    'repair, sales (chat)',
  );
});

it('keeps how many at once of the other channels', () => {
  const two = withConcurrency(withConcurrency(service, 'CHAT', 3), 'TASK', 2);
  expect(two.concurrency).toEqual({ CHAT: 3, TASK: 2 });
  expect(withConcurrency(two, 'CHAT', null).concurrency).toEqual({ TASK: 2 });
});

it('counts the agents whose skill serves a queue', () => {
  const agents = [agent('ada', 'service'), agent('bruno', 'service'), agent('carla', 'other')];
  expect(agentsOf('sales', [service], agents)).toBe(2);
  expect(agentsOf('managers', [service], agents)).toBe(0);
});
