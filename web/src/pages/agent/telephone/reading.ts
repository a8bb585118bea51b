/** Reads what Amazon Connect's library holds into our plain state. */
import type {
  Agent,
  Channel,
  Contact,
  Leg,
  LegState,
  Phase,
  Status,
  StatusType,
} from '@/pages/agent/telephone/port';

const CHANNELS: Readonly<Record<string, Channel>> = {
  voice: 'voice',
  queue_callback: 'voice',
  chat: 'chat',
  task: 'task',
};

const STATUS_TYPES: Readonly<Record<string, StatusType>> = {
  routable: 'routable',
  not_routable: 'not_routable',
  offline: 'offline',
  error: 'error',
};

const LEG_STATES: Readonly<Record<string, LegState>> = {
  init: 'connecting',
  connecting: 'connecting',
  connected: 'connected',
  silent_monitor: 'connected',
  barge: 'connected',
  hold: 'held',
};

const PHASES: Readonly<Record<string, Phase>> = {
  connected: 'connected',
  paused: 'paused',
  ended: 'ended',
  missed: 'missed',
  rejected: 'missed',
  error: 'failed',
};

export function agentOf(agent: connect.Agent): Agent {
  const state = agent.getState();
  const configuration = agent.getConfiguration();
  const statuses = agent.getAgentStates().map(statusOf);
  return {
    name: configuration.name,
    username: configuration.username,
    status: statusOf(state),
    sinceMs: Date.now() - agent.getStateDuration(),
    chosen: agent.getAvailabilityState()?.state ?? '',
    next: agent.getNextState()?.name ?? null,
    statuses: statuses.filter((status) => status.type !== 'busy' && status.type !== 'error'),
    canCallOut: agent.getPermissions().includes('outboundCall'),
  };
}

function statusOf({ name, type }: { name: string; type: string }): Status {
  return { name, type: STATUS_TYPES[type] ?? 'busy' };
}

/**
 * Read a contact; null for what these pages do not handle, as e-mail.
 *
 * @param tenant - whose it is.
 */
export function contactOf(contact: connect.Contact, tenant: string): Contact | null {
  const kind: string = contact.getType();
  const channel = CHANNELS[kind];
  if (channel === undefined) {
    return null;
  }
  const legs = contact.getConnections().map(legOf);
  const attributes = attributesOf(contact);
  return {
    id: contact.getContactId(),
    channel,
    isCallback: kind === 'queue_callback',
    isInbound: channel !== 'voice' || contact.isInbound(),
    phase: phaseOf(contact, legs, channel, kind),
    sinceMs: Date.now() - contact.getStateDuration(),
    queue: queueName(contact.getQueue()?.name ?? '', tenant),
    number: numberOf(contact, legs),
    name: contact.getName() ?? '',
    description: contact.getDescription() ?? '',
    references: Object.entries(contact.getReferences() ?? {}).map(([name, reference]) => {
      return { name, value: reference?.value ?? '' };
    }),
    attributes,
    legs,
  };
}

function phaseOf(
  contact: connect.Contact,
  legs: readonly Leg[],
  channel: Channel,
  kind: string,
): Phase {
  const state: string = contact.getState().type;
  const known = PHASES[state];
  if (known !== undefined) {
    return known;
  }
  if (state === 'incoming') {
    return 'ringing';
  }
  // An inbound contact is offered as `connecting`; a callback is `connecting` once it was accepted.
  const isOffered = channel !== 'voice' || (kind === 'voice' && contact.isInbound());
  // Once she has accepted, her own line stands while the whispers are said.
  const isAccepted = legs.some(({ role, state }) => role === 'agent' && state === 'connected');
  return isOffered && !isAccepted ? 'ringing' : 'connecting';
}

export function legOf(connection: connect.BaseConnection): Leg {
  const kind: string = connection.getType();
  const state: string = connection.getState().type;
  const endpoint = connection.getEndpoint();
  return {
    id: connection.getConnectionId(),
    role: roleOf(connection, kind),
    state: LEG_STATES[state] ?? 'gone',
    name: quickConnectName(connection) || chatName(connection) || (endpoint?.name ?? ''),
    number: endpoint?.phoneNumber ?? '',
  };
}

function roleOf(connection: connect.BaseConnection, kind: string): Leg['role'] {
  if (kind === 'monitoring') {
    return 'listener';
  }
  if (kind === 'agent') {
    return 'agent';
  }
  return connection.isInitialConnection() ? 'customer' : 'colleague';
}

/** Only a connection of voice has one. */
function quickConnectName(connection: connect.BaseConnection): string {
  const { getQuickConnectName } = connection as Partial<connect.VoiceConnection>;
  return getQuickConnectName?.call(connection) ?? '';
}

/** As who chats has called herself; only a connection of a chat has it. */
function chatName(connection: connect.BaseConnection): string {
  const { getParticipantName } = connection as Partial<connect.ChatConnection>;
  try {
    return getParticipantName?.call(connection) ?? '';
  } catch {
    // The library reads it where only some connections of a chat have it.
    return '';
  }
}

function numberOf(contact: connect.Contact, legs: readonly Leg[]): string {
  const given = contact.getCustomerEndpoint?.()?.phoneNumber ?? '';
  return given || (legs.find((leg) => leg.role === 'customer')?.number ?? '');
}

function attributesOf(contact: connect.Contact): Record<string, string> {
  const held = Object.entries(contact.getAttributes() ?? {});
  return Object.fromEntries(held.map(([name, attribute]) => [name, attribute?.value ?? '']));
}

/** Amazon Connect has a business's queue under the business's name: `klima-sales` is its `sales`. */
export function queueName(name: string, tenant: string): string {
  const prefix = `${tenant}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
