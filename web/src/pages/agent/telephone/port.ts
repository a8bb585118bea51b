/**
 * The telephone of an agent as these pages see it: a state that is plain data, and commands.
 *
 * Amazon Connect's own library stands behind it (streams.ts), or a telephone of paper (fake.ts).
 */
import type { Chat } from '@/pages/agent/chat/port';
import type { ProblemCode } from '@/pages/agent/telephone/problems';

/** `starting`: not heard yet. `exhausted`: tried for long and given up. `lost`: was there, is silent. */
export type Link = 'starting' | 'signed_out' | 'exhausted' | 'connected' | 'lost' | 'denied';

export type StatusType = 'routable' | 'not_routable' | 'offline' | 'busy' | 'error';

/** A status that an agent may choose, or one that Amazon Connect sets: Busy, AfterCallWork. */
export interface Status {
  name: string;
  type: StatusType;
}

export interface Agent {
  name: string;
  username: string;
  status: Status;
  sinceMs: number;
  /** What was chosen, while the status above says what is being done; empty where it is not known. */
  chosen: string;
  /** What it becomes when the present contacts are over; null where nothing waits. */
  next: string | null;
  statuses: readonly Status[];
  canCallOut: boolean;
}

export type Channel = 'voice' | 'chat' | 'task';

export type Phase =
  | 'ringing'
  | 'connecting' // on the way to a customer: an outbound call, a callback, or one just accepted
  | 'connected'
  | 'paused' // a task that waits
  | 'ended' // wrap-up
  | 'missed'
  | 'failed';

export type LegState = 'connecting' | 'connected' | 'held' | 'gone';

/** One participant's connection to a contact. */
export interface Leg {
  id: string;
  role: 'agent' | 'customer' | 'colleague' | 'listener';
  state: LegState;
  name: string;
  number: string;
}

export interface Reference {
  name: string;
  value: string;
}

export interface Contact {
  id: string;
  channel: Channel;
  isCallback: boolean;
  isInbound: boolean;
  phase: Phase;
  /** When this phase began. */
  sinceMs: number;
  queue: string;
  /** The customer's, E.164; empty where there is none. */
  number: string;
  /** Of a task: what it is called, and what it is about. */
  name: string;
  description: string;
  references: readonly Reference[];
  attributes: Readonly<Record<string, string>>;
  legs: readonly Leg[];
}

export interface QuickConnect {
  id: string;
  kind: 'agent' | 'queue' | 'number';
  name: string;
  number: string;
}

export interface TelephoneState {
  link: Link;
  /** The browser did not let the page of the sign-in open. */
  isPopupBlocked: boolean;
  /** null until the first word of it. */
  agent: Agent | null;
  contacts: readonly Contact[];
  isMuted: boolean;
  /** What went wrong by itself: a microphone that is not shared, a network that broke. */
  trouble: ProblemCode | null;
}

export const SILENT: TelephoneState = {
  link: 'starting',
  isPopupBlocked: false,
  agent: null,
  contacts: [],
  isMuted: false,
  trouble: null,
};

/** Every command is refused with a TelephoneProblem. Where a number is meant it is E.164. */
export interface Telephone {
  readonly state: TelephoneState;
  subscribe(listener: () => void): () => void;
  start(): void;
  stop(): void;
  /** Open the page on which an agent signs in to Amazon Connect. */
  signIn(): void;
  forgetTrouble(): void;
  /** The panel of Amazon Connect itself, for its settings of sound. */
  showPanel(isShown: boolean): void;
  setStatus(name: string): Promise<void>;
  accept(contact: string): Promise<void>;
  reject(contact: string): Promise<void>;
  /** Leave a contact; a customer with nobody else is hung up on. */
  leave(contact: string): Promise<void>;
  hold(contact: string, leg: string): Promise<void>;
  resume(contact: string, leg: string): Promise<void>;
  dropLeg(contact: string, leg: string): Promise<void>;
  press(contact: string, digits: string): Promise<void>;
  mute(isMuted: boolean): void;
  quickConnects(): Promise<readonly QuickConnect[]>;
  /** Ask a third one to join: the customer waits meanwhile. A chat or a task is handed over. */
  consult(contact: string, to: QuickConnect): Promise<void>;
  swap(contact: string): Promise<void>;
  conference(contact: string): Promise<void>;
  call(number: string): Promise<void>;
  pause(contact: string): Promise<void>;
  continueTask(contact: string): Promise<void>;
  complete(contact: string): Promise<void>;
  /** The wrap-up is done, or what was missed has been seen. */
  clear(contact: string): Promise<void>;
  openChat(contact: string): Promise<Chat>;
}
