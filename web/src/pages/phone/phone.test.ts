import { describe, expect, it } from 'vitest';
import { type Happened, NEW_PHONE, type Phone, reduce } from '@/pages/phone/phone';
import type { Frame, StateFrame } from '@/pages/phone/protocol';

const AT = '2026-11-30T09:00:00.000Z';
const CONNECTED: StateFrame = {
  type: 'state',
  state: 'connected',
  contact: 'c-1',
  from: '+905329990011',
  to: '+902120000001',
};
const IDLE: StateFrame = { type: 'state', state: 'idle', contact: null, from: null, to: null };

function told(...happened: Happened[]): Phone {
  return happened.reduce((phone, each, place) => reduce(phone, each, 1000 * place), NEW_PHONE);
}

function block(flow: string, name: string, contact = 'c-1'): Frame {
  return { type: 'block', flow, block: name, action: 'Compare', via: '', at: AT, contact };
}

function caption(text: string): Frame {
  return { type: 'caption', who: 'flow', text, language: 'tr', lasts_ms: 900, at: AT };
}

describe('a phone', () => {
  it('counts a call from when it was connected', () => {
    expect(told({ type: 'opened' }, CONNECTED, caption('Merhaba')).since).toBe(1000);
  });

  it('answers for a number once the server says so, and until the connection is lost', () => {
    const refused: Frame = { type: 'error', code: 'bad_number', text: 'number' };
    const lent: Frame = { type: 'lent', number: '+905329990011' };

    expect(told(refused).lent).toBeNull();
    expect(told(lent).lent).toBe('+905329990011');
    expect(told(lent, { type: 'lost' }).lent).toBeNull();
  });

  it('groups blocks by the flow that runs, each time that it is entered', () => {
    const phone = told(
      CONNECTED,
      block('inbound', 'greet'),
      block('inbound', 'identify'),
      block('identify', 'ask'),
      block('inbound', 'say'),
    );

    const runs = phone.flows.map(({ flow, steps }) => [flow, steps.map((each) => each.block)]);
    expect(runs).toEqual([
      ['inbound', ['greet', 'identify']],
      ['identify', ['ask']],
      ['inbound', ['say']],
    ]);
  });

  it('puts what a function answers to the block that called it', () => {
    const answer = 'identify_contact: known=yes (33 ms)';
    const phone = told(
      CONNECTED,
      block('identify', 'look up'),
      { type: 'event', label: 'function', text: answer, tone: 'quiet', at: AT },
      block('identify', 'is known'),
    );

    expect(phone.flows[0]?.steps.map((each) => each.answer)).toEqual([answer, undefined]);
  });

  it('keeps what was heard after the call, until the next one begins', () => {
    const ended = told(
      CONNECTED,
      caption('Merhaba'),
      { type: 'ended', reason: 'AGENT_DISCONNECT' },
      IDLE,
    );

    expect(ended.heard.map(({ text }) => text)).toEqual(['Merhaba']);
    expect(ended.ended).toBe('AGENT_DISCONNECT');
    const next = reduce(ended, { ...CONNECTED, contact: 'c-2' }, 0);
    expect([next.heard, next.ended]).toEqual([[], null]);
  });

  it('goes on when the call passes to another contact', () => {
    const phone = told(CONNECTED, caption('Merhaba'), { ...CONNECTED, contact: 'c-2' });

    expect(phone.heard).toHaveLength(1);
    expect(phone.since).toBe(0);
  });

  it('is rung, and connected once it is answered', () => {
    const rung = told({ ...CONNECTED, state: 'rung' });

    expect([rung.line.state, rung.since]).toEqual(['rung', null]);
    expect(reduce(rung, CONNECTED, 5000).since).toBe(5000);
  });

  it('has lost its call with its connection', () => {
    const phone = told({ type: 'opened' }, CONNECTED, { type: 'lost' });

    expect([phone.connection, phone.line.state, phone.ended]).toEqual(['lost', 'idle', 'lost']);
  });

  it('says that the connection is lost without having been in a call', () => {
    const phone = told({ type: 'opened' }, { type: 'lost' });

    expect([phone.connection, phone.ended]).toEqual(['lost', null]);
  });

  it('leaves what is wrong with the voice to the microphone', () => {
    expect(told({ type: 'error', code: 'no_voice', text: '' }).refusal).toBeNull();
    expect(told({ type: 'error', code: 'busy', text: 'x' }).refusal?.code).toBe('busy');
  });

  it('does not grow for ever', () => {
    const captions = Array.from({ length: 900 }, (_, place) => caption(`${place}`));

    const { heard } = told(CONNECTED, ...captions);
    expect([heard.length, heard.at(-1)?.text]).toEqual([400, '899']);
  });
});
