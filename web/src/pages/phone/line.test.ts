import { describe, expect, it } from 'vitest';
import { Line, type Socket } from '@/pages/phone/line';
import { frameOf, isNumber, plainNumber } from '@/pages/phone/protocol';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.onclose?.();
  }
}

function newLine() {
  const sockets: FakeSocket[] = [];
  const happened: string[] = [];
  const waits: { ms: number; then: () => void }[] = [];
  const line = new Line({
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    happened: ({ type }) => happened.push(type),
    after: (ms, then) => waits.push({ ms, then }),
  });
  line.open();
  return { line, sockets, happened, waits };
}

describe('the line of a phone', () => {
  it('hands on what the server says, and nothing that it does not know', () => {
    const { sockets, happened } = newLine();
    sockets[0]?.onopen?.();
    sockets[0]?.onmessage?.({ data: '{"type":"listening","listening":true}' });
    sockets[0]?.onmessage?.({ data: '{"type":"of tomorrow"}' });
    sockets[0]?.onmessage?.({ data: 'not JSON' });

    expect(happened).toEqual(['opened', 'listening']);
  });

  it('is opened again, later each time, and waits no longer than ten seconds', () => {
    const { sockets, waits } = newLine();
    for (let times = 0; times < 7; times++) {
      sockets.at(-1)?.onclose?.();
      waits.at(-1)?.then();
    }

    expect(waits.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('answers for a lent number again after a lost connection', () => {
    const { line, sockets, waits } = newLine();
    sockets[0]?.onopen?.();
    line.send({ type: 'lend', number: '+905329990011' });
    sockets[0]?.onmessage?.({ data: '{"type":"lent","number":"+905329990011"}' });
    sockets[0]?.onclose?.();
    waits[0]?.then();
    sockets[1]?.onopen?.();

    expect(sockets[1]?.sent).toEqual([{ type: 'lend', number: '+905329990011' }]);
  });

  it('does not ask again for what was refused', () => {
    const { line, sockets, waits } = newLine();
    sockets[0]?.onopen?.();
    line.send({ type: 'lend', number: '+90' });
    sockets[0]?.onmessage?.({ data: '{"type":"error","code":"bad_number","text":"number"}' });
    sockets[0]?.onclose?.();
    waits[0]?.then();
    sockets[1]?.onopen?.();

    expect(sockets[1]?.sent).toEqual([]);
  });

  it('sends nothing while it is not connected', () => {
    const { line, sockets } = newLine();

    expect(line.send({ type: 'hang_up' })).toBe(false);
    expect(sockets[0]?.sent).toEqual([]);
  });

  it('stays closed when the page is left', () => {
    const { line, waits, happened } = newLine();
    line.close();

    expect([waits, happened]).toEqual([[], []]);
  });
});

describe('a number', () => {
  it.each([
    ['+90 (532) 999-00 11', '+905329990011'],
    ['0039 06 0000 0001', '+390600000001'],
  ])('is read as people write it: %s', (written, plain) => {
    expect(plainNumber(written)).toBe(plain);
    expect(isNumber(plain)).toBe(true);
  });

  it.each(['', '+', '0532 999 00 11', '+90532999001122334', '+90abc'])('is not %j', (text) => {
    expect(isNumber(plainNumber(text))).toBe(false);
  });
});

describe('a frame', () => {
  it.each(['null', '1', '[]', '{"type":3}', '{"type":"toString"}'])('is not %s', (text) => {
    expect(frameOf(text)).toBeNull();
  });
});
