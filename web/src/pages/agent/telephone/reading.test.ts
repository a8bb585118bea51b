import { expect, it } from 'vitest';
import { contactOf } from '@/pages/agent/telephone/reading';

interface Offered {
  type?: string;
  isInbound?: boolean;
  state?: string;
  line: string;
}

function connection(type: string, state: string): unknown {
  return {
    getType: () => type,
    getState: () => ({ type: state }),
    getEndpoint: () => ({ phoneNumber: '+905321112233' }),
    getConnectionId: () => type,
    isInitialConnection: () => type !== 'agent',
  };
}

/** As the library holds a contact. */
function held({ type = 'voice', isInbound = true, state = 'connecting', line }: Offered) {
  return {
    getType: () => type,
    getConnections: () => [connection('inbound', 'connected'), connection('agent', line)],
    getContactId: () => 'c-1',
    isInbound: () => isInbound,
    getState: () => ({ type: state }),
    getStateDuration: () => 0,
    getQueue: () => ({ name: 'klima-sales' }),
    getName: () => '',
    getDescription: () => '',
    getReferences: () => ({}),
    getAttributes: () => ({}),
  } as unknown as connect.Contact;
}

it.each<[string, Offered, string]>([
  ['a call that is offered', { line: 'connecting' }, 'ringing'],
  ['a call that was taken, while the whisper is said', { line: 'connected' }, 'connecting'],
  ['a call that is talked in', { state: 'connected', line: 'connected' }, 'connected'],
  ['a chat that is offered', { type: 'chat', line: 'connecting' }, 'ringing'],
  ['a chat that was taken', { type: 'chat', line: 'connected' }, 'connecting'],
  [
    'a callback that is offered',
    { type: 'queue_callback', state: 'incoming', line: 'connecting' },
    'ringing',
  ],
  ['a call that goes out', { isInbound: false, line: 'connecting' }, 'connecting'],
])('%s', (_, offered, phase) => {
  expect(contactOf(held(offered), 'klima')?.phase).toBe(phase);
});
