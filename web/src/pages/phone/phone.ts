/** A phone as its page shows it: what each frame of the server changes. */
import type {
  BlockFrame,
  Business,
  CaptionFrame,
  EventFrame,
  Frame,
  StateFrame,
} from '@/pages/phone/protocol';

export interface Step extends BlockFrame {
  /** What a function that it called has answered, and how long that took. */
  answer?: string;
}

export interface FlowRun {
  flow: string;
  contact: string;
  steps: readonly Step[];
}

export interface Phone {
  connection: 'connecting' | 'open' | 'lost';
  /** Null until the server has said which there are. */
  businesses: readonly Business[] | null;
  line: Omit<StateFrame, 'type'>;
  /** When the present call was answered, in ms of the browser's clock. */
  since: number | null;
  heard: readonly CaptionFrame[];
  /** One for each time that a flow was entered, in their order. */
  flows: readonly FlowRun[];
  told: readonly EventFrame[];
  /** Whether the flow waits for keys. */
  listening: boolean;
  /** The number that this phone answers for; null is none. */
  lent: string | null;
  /** Why the last call ended; null before the first and during a call. */
  ended: string | null;
  refusal: { code: string; text: string } | null;
}

export type Happened = Frame | { type: 'opened' } | { type: 'lost' } | { type: 'dismissed' };

/** As the server labels what functions answer. */
const FUNCTION = 'function';
const IDLE: Phone['line'] = { state: 'idle', contact: null, from: null, to: null };
/** A call that goes on for hours does not fill the browser. */
const KEPT = 400;

export const NEW_PHONE: Phone = {
  connection: 'connecting',
  businesses: null,
  line: IDLE,
  since: null,
  heard: [],
  flows: [],
  told: [],
  listening: false,
  lent: null,
  ended: null,
  refusal: null,
};

/** @param now - ms of the browser's clock. */
export function reduce(phone: Phone, happened: Happened, now: number): Phone {
  switch (happened.type) {
    case 'opened':
      return { ...phone, connection: 'open' };
    case 'lost':
      return lost(phone);
    case 'dismissed':
      return { ...phone, refusal: null };
    case 'hello':
      return { ...phone, businesses: happened.businesses };
    case 'state':
      return moved(phone, happened, now);
    case 'caption':
      return { ...phone, heard: kept(phone.heard, happened) };
    case 'block':
      return { ...phone, flows: withBlock(phone.flows, happened) };
    case 'event':
      return {
        ...phone,
        told: kept(phone.told, happened),
        flows: happened.label === FUNCTION ? withAnswer(phone.flows, happened.text) : phone.flows,
      };
    case 'listening':
      return { ...phone, listening: happened.listening };
    case 'lent':
      return { ...phone, lent: happened.number };
    case 'ended':
      return { ...phone, line: IDLE, since: null, listening: false, ended: happened.reason };
    case 'error':
      // Of the voice its own place tells.
      return isOfVoice(happened.code)
        ? phone
        : { ...phone, refusal: { code: happened.code, text: happened.text } };
    case 'audio':
      return phone;
  }
}

const OF_VOICE = ['no_voice', 'bad_offer', 'too_many', 'failed'];

export function isOfVoice(code: string): boolean {
  return OF_VOICE.includes(code);
}

/** The server forgets a line whose socket is gone, so the call is over. */
function lost(phone: Phone): Phone {
  const ended = phone.line.state === 'idle' ? phone.ended : 'lost';
  const gone = { line: IDLE, since: null, listening: false, lent: null };
  return { ...phone, ...gone, connection: 'lost', ended };
}

function moved(phone: Phone, frame: StateFrame, now: number): Phone {
  const { type: _, ...line } = frame;
  const isNew = phone.line.state === 'idle' && line.state !== 'idle';
  const since = line.state === 'connected' ? (phone.since ?? now) : null;
  return isNew
    ? { ...phone, line, since, heard: [], flows: [], told: [], ended: null, refusal: null }
    : { ...phone, line, since, listening: line.state === 'connected' && phone.listening };
}

function withBlock(flows: readonly FlowRun[], block: BlockFrame): readonly FlowRun[] {
  const last = flows.at(-1);
  return last !== undefined && last.flow === block.flow && last.contact === block.contact
    ? [...flows.slice(0, -1), { ...last, steps: kept(last.steps, block) }]
    : kept(flows, { flow: block.flow, contact: block.contact, steps: [block] });
}

function withAnswer(flows: readonly FlowRun[], answer: string): readonly FlowRun[] {
  const last = flows.at(-1);
  const step = last?.steps.at(-1);
  return last === undefined || step === undefined
    ? flows
    : [
        ...flows.slice(0, -1),
        { ...last, steps: [...last.steps.slice(0, -1), { ...step, answer }] },
      ];
}

function kept<T>(before: readonly T[], added: T): readonly T[] {
  return [...before, added].slice(-KEPT);
}
