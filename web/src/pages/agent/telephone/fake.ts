/** A telephone of paper, for tests: it does what it is told, and remembers it. */
import type { Chat } from '@/pages/agent/chat/port';
import type {
  Agent,
  Contact,
  Leg,
  QuickConnect,
  Telephone,
  TelephoneState,
} from '@/pages/agent/telephone/port';
import { SILENT } from '@/pages/agent/telephone/port';
import { type ProblemCode, TelephoneProblem } from '@/pages/agent/telephone/problems';

export const DENIZ: Agent = {
  name: 'Deniz Kaya',
  username: 'deniz',
  status: { name: 'Available', type: 'routable' },
  sinceMs: 0,
  chosen: 'Available',
  next: null,
  statuses: [
    { name: 'Available', type: 'routable' },
    { name: 'Lunch', type: 'not_routable' },
    { name: 'Offline', type: 'offline' },
  ],
  canCallOut: true,
};

export function leg(of: Partial<Leg>): Leg {
  return { id: 'leg', role: 'customer', state: 'connected', name: '', number: '', ...of };
}

export function contact(of: Partial<Contact> = {}): Contact {
  return {
    id: 'c-1',
    channel: 'voice',
    isCallback: false,
    isInbound: true,
    phase: 'ringing',
    sinceMs: 0,
    queue: 'sales',
    number: '+905321112233',
    name: '',
    description: '',
    references: [],
    attributes: { customer_id: 'ayse', customer_name: 'Ayşe Yılmaz' },
    legs: [
      leg({ id: 'l-customer', number: '+905321112233' }),
      leg({ id: 'l-agent', role: 'agent', state: 'connecting' }),
    ],
    ...of,
  };
}

export class FakeTelephone implements Telephone {
  /** What was asked, as `hold c-1 l-customer`. */
  readonly done: string[] = [];
  /** With which the next command is refused. */
  refuses: ProblemCode | null = null;
  known: QuickConnect[] = [];
  chat: Chat | null = null;
  readonly #listeners = new Set<() => void>();
  state: TelephoneState;

  constructor(state: Partial<TelephoneState> = {}) {
    this.state = { ...SILENT, link: 'connected', agent: DENIZ, ...state };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(change: Partial<TelephoneState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) {
      listener();
    }
  }

  start = (): void => this.#note('start');
  stop = (): void => this.#note('stop');
  signIn = (): void => this.#note('signIn');
  forgetTrouble = (): void => this.change({ trouble: null });
  showPanel = (isShown: boolean): void => this.#note(`showPanel ${isShown}`);
  setStatus = (name: string) => this.#asked(`setStatus ${name}`);
  accept = (id: string) => this.#asked(`accept ${id}`);
  reject = (id: string) => this.#asked(`reject ${id}`);
  leave = (id: string) => this.#asked(`leave ${id}`);
  hold = (id: string, one: string) => this.#asked(`hold ${id} ${one}`);
  resume = (id: string, one: string) => this.#asked(`resume ${id} ${one}`);
  dropLeg = (id: string, one: string) => this.#asked(`dropLeg ${id} ${one}`);
  press = (id: string, digits: string) => this.#asked(`press ${id} ${digits}`);
  mute = (isMuted: boolean): void => this.#note(`mute ${isMuted}`);
  consult = (id: string, to: QuickConnect) => this.#asked(`consult ${id} ${to.name || to.number}`);
  swap = (id: string) => this.#asked(`swap ${id}`);
  conference = (id: string) => this.#asked(`conference ${id}`);
  call = (number: string) => this.#asked(`call ${number}`);
  pause = (id: string) => this.#asked(`pause ${id}`);
  continueTask = (id: string) => this.#asked(`continueTask ${id}`);
  complete = (id: string) => this.#asked(`complete ${id}`);
  clear = (id: string) => this.#asked(`clear ${id}`);

  async quickConnects(): Promise<readonly QuickConnect[]> {
    await this.#asked('quickConnects');
    return this.known;
  }

  async openChat(id: string): Promise<Chat> {
    await this.#asked(`openChat ${id}`);
    if (this.chat === null) {
      throw new TelephoneProblem('refused');
    }
    return this.chat;
  }

  #note(what: string): void {
    this.done.push(what);
  }

  async #asked(what: string): Promise<void> {
    this.#note(what);
    const code = this.refuses;
    this.refuses = null;
    if (code !== null) {
      throw new TelephoneProblem(code);
    }
  }
}
