import type { Conversation } from './conversation';
import { filled, type Texts } from './texts';

/** Says how the chat stands, where there is something to say of it. */
export function stateText(chat: Conversation, texts: Texts): string {
  if (chat.stage === 'ended') {
    return texts.ended;
  }
  if (chat.stage !== 'open') {
    return chat.stage === 'starting' ? texts.starting : '';
  }
  if (!chat.isConnected) {
    return texts.reconnecting;
  }
  if (chat.typing !== null) {
    return filled(texts.typing, { name: chat.typing || texts.somebody });
  }
  const hadAgent = chat.entries.some((each) => each.kind === 'notice');
  return chat.agents.length === 0 && !hadAgent ? texts.waiting : '';
}
