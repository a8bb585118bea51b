import { describe, expect, it } from 'vitest';
import { type Begun, NotBegun } from './beginning';
import { wrongWith } from './files';
import type { Item } from './item';
import { type Kept, type KeptChat, keptIn } from './kept';
import type { Heard, Joined, Service } from './service';
import { Talk } from './talk';
import { filled, textsOf } from './texts';

const BEGUN: Begun = {
  contact_id: 'c-1',
  participant_id: 'p-1',
  participant_token: 'token',
  region: 'eu-central-1',
  endpoint: null,
};
const KEPT: KeptChat = { begun: BEGUN, seenUntil: '', isOpen: false };
const WANTED = { business: 'klima', name: 'Leyla', language: 'tr' };

const HELLO: Item = {
  Id: 'm-1',
  Type: 'MESSAGE',
  AbsoluteTime: '2026-11-30T09:00:00.000Z',
  Content: 'Merhaba',
  DisplayName: 'Deniz',
  ParticipantRole: 'AGENT',
};

class FakeService implements Service {
  heard: Heard | null = null;
  connects: Joined = 'joined';
  sends = true;
  past: Item[] = [];
  readonly asked: string[] = [];

  async connect() {
    this.asked.push('connect');
    return this.connects;
  }
  async catchUp() {
    this.asked.push('catch up');
    this.heard?.items(this.past);
  }
  async send(text: string) {
    this.asked.push(`send ${text}`);
    if (!this.sends) {
      throw new Error('offline');
    }
    return `of ${text}`;
  }
  async attach() {}
  async download() {
    return new Blob();
  }
  typing() {}
  haveRead(id: string) {
    this.asked.push(`read ${id}`);
  }
  leave() {
    this.asked.push('leave');
  }
  async end() {
    this.asked.push('end');
    if (!this.sends) {
      throw new Error('offline');
    }
  }
}

function newTalk({
  kept = null as KeptChat | null,
  seen = true,
  refuse = null as Error | null,
} = {}) {
  const service = new FakeService();
  const memory = { kept };
  const later: (() => void)[] = [];
  const memoryPort: Kept = {
    read: () => memory.kept,
    write: (chat) => {
      memory.kept = chat;
    },
  };
  const talk = new Talk({
    async begin() {
      if (refuse !== null) {
        throw refuse;
      }
      return BEGUN;
    },
    service(_, heard) {
      service.heard = heard;
      return service;
    },
    kept: memoryPort,
    changed: () => undefined,
    isSeen: () => seen,
    after(_, then) {
      later.push(then);
      return () => later.splice(later.indexOf(then), 1);
    },
    now: () => '2026-11-30T09:00:30.000Z',
  });
  return { talk, service, memory, later };
}

/** Lets all that waits for nothing but promises happen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

describe('a talk', () => {
  it('begins, is kept for a reload, and shows what was said before it was joined', async () => {
    const { talk, service, memory } = newTalk();
    service.past = [HELLO];
    await talk.start(WANTED);

    expect(talk.chat.stage).toBe('open');
    expect(talk.chat.entries).toHaveLength(1);
    expect(memory.kept?.begun).toEqual(BEGUN);
  });

  it.each(['offline', 'forbidden', 'many', 'closed'] as const)(
    'shows the form again with the reason: %s',
    async (why) => {
      const { talk } = newTalk({ refuse: new NotBegun(why) });
      await talk.start(WANTED);

      expect([talk.chat.stage, talk.chat.failure]).toEqual(['form', why]);
    },
  );

  it('is taken up after a reload', async () => {
    const { talk, service } = newTalk({ kept: KEPT });
    service.past = [HELLO];
    talk.resume();
    await settled();

    expect(talk.chat.stage).toBe('open');
    expect(talk.chat.entries[0]).toMatchObject({ text: 'Merhaba', name: 'Deniz' });
  });

  it('counts after a reload only what was not seen before it', async () => {
    const seen = { ...KEPT, seenUntil: HELLO.AbsoluteTime };
    const { talk, service } = newTalk({ kept: seen, seen: false });
    service.past = [HELLO, { ...HELLO, Id: 'm-2', AbsoluteTime: '2026-11-30T09:00:05.000Z' }];
    talk.resume();
    await settled();

    expect(talk.chat.unread).toBe(1);
  });

  it('is open after a reload where it was open before', () => {
    expect(newTalk({ kept: { ...KEPT, isOpen: true } }).talk.resume()).toBe(true);
    expect(newTalk({ kept: KEPT }).talk.resume()).toBe(false);
    expect(newTalk().talk.resume()).toBe(false);
  });

  it('says that it has ended where it ended before the reload', async () => {
    const { talk, service, memory } = newTalk({ kept: KEPT });
    service.connects = 'over';
    talk.resume();
    await settled();

    expect([talk.chat.stage, memory.kept]).toEqual(['ended', null]);
  });

  it('catches up when a lost connection is back', async () => {
    const { talk, service } = newTalk();
    await talk.start(WANTED);
    service.heard?.disconnected();
    expect(talk.chat.isConnected).toBe(false);
    service.heard?.connected();

    expect(talk.chat.isConnected).toBe(true);
    expect(service.asked.filter((each) => each === 'catch up')).toHaveLength(2);
  });

  it('is joined anew where the connection is given up, and as soon as it can be', async () => {
    const { talk, service, later } = newTalk();
    await talk.start(WANTED);
    service.connects = 'failed';
    service.heard?.broken();
    later.shift()?.();
    await settled();
    expect([talk.chat.stage, talk.chat.isConnected]).toEqual(['open', false]);

    service.connects = 'joined';
    later.shift()?.();
    await settled();
    expect(talk.chat.isConnected).toBe(true);
    expect(service.asked.filter((each) => each === 'leave')).toHaveLength(2);
  });

  it('is not given up where nothing answers after a reload', async () => {
    const { talk, service, memory } = newTalk({ kept: KEPT });
    service.connects = 'failed';
    talk.resume();
    await settled();

    expect([talk.chat.stage, talk.chat.isConnected]).toEqual(['open', false]);
    expect(memory.kept).toEqual(KEPT);
  });

  it('sends again what did not get through', async () => {
    const { talk, service } = newTalk();
    await talk.start(WANTED);
    service.sends = false;
    await talk.send('Alo');
    const [failed] = talk.chat.entries;
    expect(failed).toMatchObject({ delivery: 'failed' });

    service.sends = true;
    await talk.sendAgain(failed?.id ?? '', 'Alo');
    expect(talk.chat.entries).toMatchObject([{ id: 'of Alo', delivery: 'sent' }]);
  });

  it('tells the agent once that a message was read, when it was seen', async () => {
    const { talk, service } = newTalk({ seen: false });
    await talk.start(WANTED);
    service.heard?.items([HELLO]);
    expect(service.asked).not.toContain('read m-1');

    talk.seen();
    talk.seen();
    expect(service.asked.filter((each) => each === 'read m-1')).toHaveLength(1);
  });

  it('stops saying that somebody writes who has stopped', async () => {
    const { talk, service, later } = newTalk();
    await talk.start(WANTED);
    service.heard?.typing('Deniz');
    expect(talk.chat.typing).toBe('Deniz');
    later[0]?.();

    expect(talk.chat.typing).toBeNull();
  });

  it('goes on where it cannot be ended', async () => {
    const { talk, service } = newTalk();
    await talk.start(WANTED);
    service.sends = false;
    expect([await talk.end(), talk.chat.stage]).toEqual([false, 'open']);

    service.sends = true;
    expect([await talk.end(), talk.chat.stage]).toEqual([true, 'ended']);
  });

  it('is forgotten once it has ended', async () => {
    const { talk, service, memory } = newTalk();
    await talk.start(WANTED);
    service.heard?.ended();

    expect([talk.chat.stage, memory.kept]).toEqual(['ended', null]);
  });
});

describe('what is kept over a reload', () => {
  it('is kept for each business, and unreadable things are nothing', () => {
    const kept = keptIn(sessionStorage, 'klima');
    kept.write(KEPT);
    expect(kept.read()).toEqual(KEPT);
    expect(keptIn(sessionStorage, 'clinica').read()).toBeNull();
    sessionStorage.setItem('santral.chat.klima', '{');

    expect(kept.read()).toBeNull();
  });
});

describe('a file', () => {
  it.each([
    ['photo.JPG', 1000, null],
    ['note.txt', 20 * 1024 * 1024, null],
    ['film.mkv', 1000, 'fileType'],
    ['invoice.pdf.exe', 1000, 'fileType'],
    ['constructor', 1000, 'fileType'],
    ['page.html', 1000, 'fileType'],
    ['empty.pdf', 0, 'fileEmpty'],
    ['large.pdf', 20 * 1024 * 1024 + 1, 'fileSize'],
  ] as const)('%s of %i bytes is answered with %s', (name, size, wrong) => {
    expect(wrongWith({ name, size })).toBe(wrong);
  });
});

describe('the texts', () => {
  it.each([
    ['tr-TR', 'Sohbet'],
    ['zh', '在线聊天'],
    ['fr', 'Chat'],
  ])('of %s call it %s', (language, title) => {
    expect(textsOf(language).title).toBe(title);
  });

  it.each(['tr', 'ru', 'zh', 'it'])('fill in the same things in %s as in English', (language) => {
    const places = (text: unknown) => JSON.stringify(text).match(/\{\w+\}/g);

    expect(places(textsOf(language))).toEqual(places(textsOf('en')));
  });

  it('leave alone what nobody fills in', () => {
    expect(filled('{name} and {other}', { name: 'Deniz' })).toBe('Deniz and {other}');
  });
});

it('takes no file while there is no chat to send it in', async () => {
  const { talk } = newTalk();

  expect(await talk.attach(new File(['x'], 'x.txt'))).toBe(false);
});
