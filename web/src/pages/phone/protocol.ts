/** What a phone's page and the server say to one another over `/phone/socket`, as JSON text frames. */

export interface Business {
  id: string;
  name: string;
  timezone: string;
  numbers: readonly { e164: string; language: string }[];
  customers: readonly Customer[];
}

export interface Customer {
  name: string;
  number: string;
  tier: string;
  language: string;
}

/** `rung`: somebody calls this phone. */
export type LineState = 'idle' | 'connected' | 'rung';

export interface StateFrame {
  type: 'state';
  state: LineState;
  contact: string | null;
  /** Null where the caller hides it. */
  from: string | null;
  to: string | null;
}

export interface CaptionFrame {
  type: 'caption';
  who: 'flow' | 'whisper' | 'music';
  text: string;
  language: string;
  lasts_ms: number;
  at: string;
}

export interface BlockFrame {
  type: 'block';
  flow: string;
  block: string;
  action: string;
  /** The branch by which it was reached; empty where there was only one. */
  via: string;
  at: string;
  contact: string;
}

export interface EventFrame {
  type: 'event';
  label: string;
  text: string;
  tone: string;
  at: string;
}

export type Frame =
  | { type: 'hello'; businesses: readonly Business[] }
  | StateFrame
  | CaptionFrame
  | BlockFrame
  | EventFrame
  | { type: 'listening'; listening: boolean }
  /** This phone answers for that number now. */
  | { type: 'lent'; number: string | null }
  | { type: 'audio'; sdp: string }
  | { type: 'ended'; reason: string }
  | { type: 'error'; code: string; text: string };

export type Asked =
  | { type: 'call'; from: string | null; to: string }
  | { type: 'press'; key: string }
  | { type: 'hang_up' }
  | { type: 'audio'; sdp: string }
  | { type: 'lend'; number: string }
  | { type: 'answer' }
  | { type: 'decline' };

const TYPES = 'hello state caption block event listening lent audio ended error'.split(' ');

/** Returns null for what this page does not know: a newer server may say more. */
export function frameOf(text: string): Frame | null {
  try {
    const said: unknown = JSON.parse(text);
    const type = (said as { type?: unknown } | null)?.type;
    return typeof type === 'string' && TYPES.includes(type) ? (said as Frame) : null;
  } catch {
    return null;
  }
}

export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

export function isNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** As people write it, `+90 (532) 999-00 11`, to E.164. */
export function plainNumber(text: string): string {
  return text.replace(/[\s().-]/g, '').replace(/^00/, '+');
}
