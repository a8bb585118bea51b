/** A chat of paper, for tests: it remembers what it was told. */
import type { Chat } from '@/pages/agent/chat/port';
import { type ChatState, EMPTY_CHAT } from '@/pages/agent/chat/transcript';

export class FakeChat implements Chat {
  readonly done: string[] = [];
  readonly state: ChatState = { ...EMPTY_CHAT, phase: 'open' };
  subscribe = () => () => undefined;
  typing = (): void => undefined;
  read = (message: string): void => this.#note(`read ${message}`);
  send = async (text: string) => this.#note(`send ${text}`);
  attach = async (file: File) => this.#note(`attach ${file.name}`);
  earlier = async () => this.#note('earlier');
  link = async (attachment: string) => `https://files.example/${attachment}`;

  #note(what: string): void {
    this.done.push(what);
  }
}
