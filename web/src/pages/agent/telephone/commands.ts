/** The commands of the telephone, as calls of Amazon Connect's library. */
import { ChatjsChat } from '@/pages/agent/chat/chatjs';
import type { Chat } from '@/pages/agent/chat/port';
import { asked } from '@/pages/agent/telephone/asking';
import type { Contact, QuickConnect } from '@/pages/agent/telephone/port';
import { TelephoneProblem } from '@/pages/agent/telephone/problems';
import { legOf } from '@/pages/agent/telephone/reading';

const KINDS = { agent: 'agent', queue: 'queue', phone_number: 'number' } as const;

const endpoints = new Map<string, connect.Endpoint>();
const chats = new Map<string, Promise<Chat>>();

export async function setStatus(name: string): Promise<void> {
  await asked((answer) => {
    const agent = new connect.Agent();
    const status = agent.getAgentStates().find((each) => each.name === name);
    if (status === undefined) {
      throw new TelephoneProblem('refused');
    }
    // Who is busy becomes it afterwards.
    agent.setState(status, answer, { enqueueNextState: true });
  });
}

export async function accept(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).accept(answer));
}

export async function reject(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).reject(answer));
}

export async function leave(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).getAgentConnection().destroy(answer));
}

export async function hold(contact: string, leg: string): Promise<void> {
  await asked((answer) => legNamed(contact, leg).hold(answer));
}

export async function resume(contact: string, leg: string): Promise<void> {
  await asked((answer) => legNamed(contact, leg).resume(answer));
}

export async function dropLeg(contact: string, leg: string): Promise<void> {
  await asked((answer) => legNamed(contact, leg).destroy(answer));
}

export async function press(contact: string, digits: string): Promise<void> {
  await asked((answer) => legNamed(contact, heardLeg(contact)).sendDigits(digits, answer));
}

/** Keys go to whoever is heard: a colleague's number that is consulted, or the customer. */
function heardLeg(contact: string): string {
  const all = contactNamed(contact).getConnections().map(legOf);
  const third = all.find(({ role, state }) => role === 'colleague' && state === 'connected');
  return (third ?? all.find(({ role }) => role === 'customer'))?.id ?? '';
}

export function mute(isMuted: boolean): void {
  const agent = new connect.Agent();
  if (isMuted) {
    agent.mute();
  } else {
    agent.unmute();
  }
}

export async function quickConnects(): Promise<readonly QuickConnect[]> {
  const found = await asked<connect.GetEndpointsResult>((answer) => {
    const agent = new connect.Agent();
    agent.getEndpoints(agent.getAllQueueARNs(), answer);
  });
  for (const endpoint of found.endpoints) {
    endpoints.set(endpoint.endpointARN, endpoint);
  }
  return found.endpoints.map((each) => ({
    id: each.endpointARN,
    kind: KINDS[each.type],
    name: each.name,
    number: each.phoneNumber ?? '',
  }));
}

export async function consult(contact: string, to: QuickConnect): Promise<void> {
  await asked((answer) => {
    const endpoint = endpoints.get(to.id) ?? connect.Endpoint.byPhoneNumber(to.number);
    contactNamed(contact).addConnection(endpoint, answer);
  });
}

export async function swap(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).toggleActiveConnections(answer));
}

export async function conference(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).conferenceConnections(answer));
}

export async function call(number: string): Promise<void> {
  await asked((answer) => {
    new connect.Agent().connect(connect.Endpoint.byPhoneNumber(number), answer as object);
  });
}

export async function pause(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).pause(answer));
}

export async function continueTask(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).resume(answer));
}

export async function complete(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).complete(answer));
}

export async function clear(contact: string): Promise<void> {
  await asked((answer) => contactNamed(contact).clear(answer));
}

/** A chat is opened once: what was said stays when its contact has ended. */
export function openChat(contact: string): Promise<Chat> {
  const open = chats.get(contact) ?? newChat(contact);
  chats.set(contact, open);
  open.catch(() => chats.delete(contact));
  return open;
}

/** Let go of the chats whose contacts have gone. */
export function forgetChats(present: readonly Contact[]): void {
  for (const id of chats.keys()) {
    if (!present.some((each) => each.id === id)) {
      chats.delete(id);
    }
  }
}

async function newChat(contact: string): Promise<Chat> {
  const connection = contactNamed(contact).getAgentConnection() as connect.ChatConnection;
  const session: connect.AgentChatSession = await connection.getMediaController();
  const chat = new ChatjsChat(session);
  await chat.earlier().catch(() => undefined);
  return chat;
}

function contactNamed(id: string): connect.Contact {
  const all = new connect.Agent().getContacts();
  const found = all.find((each) => each.getContactId() === id);
  if (found === undefined) {
    throw new TelephoneProblem('not_possible_now');
  }
  return found;
}

function legNamed(contact: string, leg: string): connect.BaseConnection {
  const all = contactNamed(contact).getConnections();
  const found = all.find((each) => each.getConnectionId() === leg);
  if (found === undefined) {
    throw new TelephoneProblem('not_possible_now');
  }
  return found;
}
