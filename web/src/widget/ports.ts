/** What a talk needs of the world around it. */
import type { Begun, Wanted } from './beginning';
import type { Conversation } from './conversation';
import type { Kept } from './kept';
import type { Heard, Service } from './service';

export interface TalkPorts {
  begin(wanted: Wanted): Promise<Begun>;
  service(begun: Begun, heard: Heard): Service;
  kept: Kept;
  changed(chat: Conversation): void;
  /** Whether the customer sees what is being said. */
  isSeen(): boolean;
  after(ms: number, then: () => void): () => void;
  now(): string;
}
