/** A chat by amazon-connect-chatjs, whose session Amazon Connect's telephone library makes. */

import type { Item } from '@/chat/item';
import type { Chat } from '@/pages/agent/chat/port';
import { type ChatState, EMPTY_CHAT, received } from '@/pages/agent/chat/transcript';

const PAGE = 100;
const EVENT = 'application/vnd.amazonaws.connect.event';

export class ChatjsChat implements Chat {
  readonly #session: connect.AgentChatSession;
  readonly #listeners = new Set<() => void>();
  readonly #me: string;
  #state: ChatState = EMPTY_CHAT;
  #next: string | undefined;

  constructor(session: connect.AgentChatSession) {
    this.#session = session;
    this.#me = session.getChatDetails().participantId;
    session.onMessage(({ data }) => this.#receive(data as Item));
    session.onTyping(({ data }) => this.#receive(data as Item));
    session.onReadReceipt(({ data }) => this.#receive(data as Item));
    session.onDeliveredReceipt(({ data }) => this.#receive(data as Item));
    session.onEnded(() => this.#become({ ...this.#state, phase: 'ended' }));
    session.onConnectionBroken(() => this.#linked('broken'));
    session.onConnectionLost(() => this.#linked('broken'));
    session.onConnectionEstablished(() => this.#linked('open'));
    this.#linked('open');
  }

  get state(): ChatState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async send(text: string): Promise<void> {
    await this.#session.sendMessage({ message: text, contentType: 'text/plain' });
  }

  typing(): void {
    void this.#event(`${EVENT}.typing`);
  }

  async attach(file: File): Promise<void> {
    await this.#session.sendAttachment({ attachment: file });
  }

  link(attachment: string): Promise<string> {
    return this.#session.getAttachmentURL({ attachmentId: attachment });
  }

  async earlier(): Promise<void> {
    const { data } = await this.#session.getTranscript({
      maxResults: PAGE,
      scanDirection: 'BACKWARD',
      sortOrder: 'ASCENDING',
      ...(this.#next === undefined
        ? { startPosition: { mostRecent: 0 } }
        : { nextToken: this.#next }),
    });
    if (data) {
      this.#next = data.NextToken || undefined;
      for (const item of data.Transcript) {
        this.#receive(item as Item);
      }
      this.#become({ ...this.#state, hasEarlier: this.#next !== undefined });
    }
  }

  read(message: string): void {
    void this.#event(`${EVENT}.message.read`, JSON.stringify({ messageId: message }));
  }

  /** What is only a courtesy may fail. */
  async #event(contentType: connect.ChatEventContentType, content?: string): Promise<void> {
    try {
      await this.#session.sendEvent({
        contentType,
        ...(content === undefined ? {} : { content }),
      });
    } catch {
      // The chat itself says when it is broken.
    }
  }

  #linked(phase: 'open' | 'broken'): void {
    if (this.#state.phase !== 'ended') {
      this.#become({ ...this.#state, phase });
    }
  }

  #receive(item: Item): void {
    this.#become(received(this.#state, item, this.#me, Date.now()));
  }

  #become(state: ChatState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
