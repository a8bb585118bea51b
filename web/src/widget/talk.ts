/** Holds one chat: begins it or takes it up again, and carries what is said. */

import { TYPING_MS } from '../chat/item';
import { NotBegun, type Wanted } from './beginning';
import { Connection, type Told } from './connection';
import { type Conversation, type Happened, NEW_CONVERSATION, reduce } from './conversation';
import type { Item } from './item';
import { Memory } from './kept';
import type { TalkPorts } from './ports';

export class Talk {
  readonly #ports: TalkPorts;
  readonly #memory: Memory;
  readonly #connection: Connection;
  #chat: Conversation = NEW_CONVERSATION;
  #typingOver: () => void = () => undefined;
  #lastRead = '';
  #written = 0;

  constructor(ports: TalkPorts) {
    this.#ports = ports;
    this.#memory = new Memory(ports.kept);
    this.#connection = new Connection(ports, this.#told());
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
    this.#tell({ type: 'starting' });
    void this.#connection.join(kept.begun);
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
      await this.#connection.join(begun);
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
      const as = await this.#connection.service?.send(text);
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
    const { service } = this.#connection;
    try {
      await service?.attach(file);
      return service != null;
    } catch {
      return false;
    }
  }

  download(attachmentId: string): Promise<Blob> {
    return this.#connection.service?.download(attachmentId) ?? Promise.reject(new Error('no chat'));
  }

  typing(): void {
    this.#connection.service?.typing();
  }

  /** The customer looks at the chat. */
  seen(): void {
    this.#tell({ type: 'seen' });
    this.#memory.change({ seenUntil: this.#chat.entries.at(-1)?.at ?? '' });
    const last = this.#chat.entries.filter((each) => each.kind === 'message' && !each.mine).at(-1);
    if (last !== undefined && last.id !== this.#lastRead && this.#chat.stage === 'open') {
      this.#lastRead = last.id;
      this.#connection.service?.haveRead(last.id);
    }
  }

  /** Returns whether it has ended; nobody is left waiting for somebody who believes to have left. */
  async end(): Promise<boolean> {
    try {
      await this.#connection.service?.end();
    } catch {
      return false;
    }
    this.#over();
    return true;
  }

  /** The page goes on without the chat; it can be taken up again. */
  leave(): void {
    this.#connection.leave();
  }

  anew(): void {
    this.#tell({ type: 'anew' });
  }

  #told(): Told {
    return {
      items: (items) => this.#took(items),
      typing: (name) => {
        this.#tell({ type: 'typing', name });
        this.#typingOver();
        this.#typingOver = this.#ports.after(TYPING_MS, () => this.#tell({ type: 'typing_over' }));
      },
      connected: () => {
        const isNews = !this.#chat.isConnected;
        this.#tell({ type: 'connected' });
        if (isNews) {
          void this.#connection.catchUp();
        }
      },
      disconnected: () => this.#tell({ type: 'disconnected' }),
      unreachable: () => this.#tell({ type: 'unreachable' }),
      over: () => this.#over(),
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

  #over(): void {
    this.#memory.forget();
    this.#connection.leave();
    this.#tell({ type: 'ended' });
  }

  #tell(happened: Happened): void {
    this.#chat = reduce(this.#chat, happened);
    this.#ports.changed(this.#chat);
  }
}
