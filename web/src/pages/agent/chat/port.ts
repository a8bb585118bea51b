/** One chat as these pages see it. */
import type { ChatState } from '@/pages/agent/chat/transcript';

export interface Chat {
  readonly state: ChatState;
  subscribe(listener: () => void): () => void;
  /** @throws that it was not sent. */
  send(text: string): Promise<void>;
  /** The library sends one of these in ten seconds at most. */
  typing(): void;
  attach(file: File): Promise<void>;
  /** A link to an attachment, good for a moment. */
  link(attachment: string): Promise<string>;
  /** Fetch what was said before. */
  earlier(): Promise<void>;
  read(message: string): void;
}
