/** Holds one chat: begins it or takes it up again, and carries what is said. */

import { type Begun, NotBegun, type Wanted } from './beginning';
import { type Conversation, type Happened, NEW_CONVERSATION, reduce } from './conversation';
import type { Item } from './item';
import { Memory } from './kept';
import type { TalkPorts } from './ports';
import type { Heard, Service } from './service';

/** An agent who stops writing says nothing of it. */
const TYPING_MS = 12_000;

export class Talk {
  readonly #ports: TalkPorts;
  readonly #memory: Memory;
  #chat: Conversation = NEW_CONVERSATION;
  #service: Service | null = null;
  #typingOver: () => void = () => undefined;
  #lastRead = '';
  #written = 0;

  constructor(ports: TalkPorts) {
    this.#ports = ports;
    this.#memory = new Memory(ports.kept);
  }

  get chat(): Conversation {
    return this.#chat;
  }

  /**
   * Takes up the chat that this tab had before the page was loaded again.
   *
   * Returns whether it was being looked at; false where there was none.
   */
  resume(): boolean {
    const kept = this.#memory.recall();
    if (kept === null) {
      return false;
    }
    void this.#join(kept.begun, { resumed: true });
    return kept.isOpen;
  }

  opened(isOpen: boolean): void {
    this.#memory.change({ isOpen });
    if (isOpen) {
      this.seen();
    }
  }

  async start(wanted: Wanted): Promise<void> {
    this.#tell({ type: 'starting' });
    try {
      const begun = await this.#ports.begin(wanted);
      this.#memory.begin(begun);
      await this.#join(begun, { resumed: false });
    } catch (error) {
      this.#tell({ type: 'not_started', why: error instanceof NotBegun ? error.why : 'unknown' });
    }
  }

  async send(text: string): Promise<void> {
    this.#written += 1;
    const id = `written-${this.#written}`;
    this.#tell({ type: 'written', id, text, at: this.#ports.now() });
    await this.#send(id, text);
  }

  async #send(id: string, text: string): Promise<void> {
    try {
      const as = await this.#service?.send(text);
      this.#tell(as ? { type: 'sent', id, as } : { type: 'send_failed', id });
    } catch {
      this.#tell({ type: 'send_failed', id });
    }
  }

  async sendAgain(id: string, text: string): Promise<void> {
    this.#tell({ type: 'resending', id });
    await this.#send(id, text);
  }

  /** Returns whether it was taken. */
  async attach(file: File): Promise<boolean> {
    try {
      await this.#service?.attach(file);
      return true;
    } catch {
      return false;
    }
  }

  download(attachmentId: string): Promise<Blob> {
    return this.#service?.download(attachmentId) ?? Promise.reject(new Error('no chat'));
  }

  typing(): void {
    this.#service?.typing();
  }

  /** The customer looks at the chat. */
  seen(): void {
    this.#tell({ type: 'seen' });
    this.#memory.change({ seenUntil: this.#chat.entries.at(-1)?.at ?? '' });
    const last = this.#chat.entries.filter((each) => each.kind === 'message' && !each.mine).at(-1);
    if (last !== undefined && last.id !== this.#lastRead && this.#chat.stage === 'open') {
      this.#lastRead = last.id;
      this.#service?.haveRead(last.id);
    }
  }

  async end(): Promise<void> {
    try {
      await this.#service?.end();
    } catch {
      // Whoever leaves has left, also where nobody could be told.
    }
    this.#over();
  }

  /** The page goes on without the chat; it can be taken up again. */
  leave(): void {
    this.#service?.leave();
    this.#service = null;
  }

  anew(): void {
    this.#tell({ type: 'anew' });
  }

  async #join(begun: Begun, { resumed }: { resumed: boolean }): Promise<void> {
    const service = this.#ports.service(begun, this.#heard());
    this.#service = service;
    if (resumed) {
      this.#tell({ type: 'starting' });
    }
    if (await service.connect()) {
      this.#tell({ type: 'connected' });
      await this.#catchUp();
      return;
    }
    this.#memory.forget();
    this.#tell(resumed ? { type: 'ended' } : { type: 'not_started', why: 'unknown' });
  }

  #heard(): Heard {
    return {
      items: (items) => this.#took(items),
      typing: (name) => {
        this.#tell({ type: 'typing', name });
        this.#typingOver();
        this.#typingOver = this.#ports.after(TYPING_MS, () => this.#tell({ type: 'typing_over' }));
      },
      connected: () => {
        const back = this.#chat.stage === 'open' && !this.#chat.isConnected;
        this.#tell({ type: 'connected' });
        if (back) {
          void this.#catchUp();
        }
      },
      disconnected: () => this.#tell({ type: 'disconnected' }),
      ended: () => this.#over(),
    };
  }

  #took(items: readonly Item[]): void {
    const seen = this.#ports.isSeen();
    const until = this.#memory.seenUntil;
    for (const item of items) {
      this.#tell({ type: 'items', items: [item], seen: seen || item.AbsoluteTime <= until });
    }
    if (this.#chat.stage === 'ended') {
      this.#memory.forget();
    } else if (seen) {
      this.seen();
    }
  }

  /** What was said while nobody listened. */
  async #catchUp(): Promise<void> {
    try {
      await this.#service?.catchUp();
    } catch {
      // What is said from now on is heard all the same.
    }
  }

  #over(): void {
    this.#memory.forget();
    this.#tell({ type: 'ended' });
  }

  #tell(happened: Happened): void {
    this.#chat = reduce(this.#chat, happened);
    this.#ports.changed(this.#chat);
  }
}
