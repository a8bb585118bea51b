/** A dry run as a conversation: up to where the caller is asked for her next key. */
import type { components } from '@/api/schema';

export type DryRun = components['schemas']['DryRunView'];
export type Line = components['schemas']['LineView'];

export interface Conversation {
  said: readonly Line[];
  /** What would happen if no more keys were pressed. */
  otherwise: readonly Line[];
  /** Somebody waits for a key. */
  isAsking: boolean;
}

/** Of the technical lines a caller notices nothing. */
const UNHEARD = new Set(['function', 'block', 'silence', 'warning', 'recorded']);

/** @param pressed - how many groups of keys the dry run was played with. */
export function conversationOf(run: DryRun, pressed: number): Conversation {
  const lines = run.lines.filter((line) => !UNHEARD.has(line.label));
  const asks = run.blocks.filter((block) => block.type === 'GetParticipantInput');
  const next = asks[pressed]?.after_s;
  if (typeof next !== 'number') {
    return { said: lines, otherwise: [], isAsking: false };
  }
  return {
    said: lines.filter((line) => line.after_s <= next),
    otherwise: lines.filter((line) => line.after_s > next),
    isAsking: true,
  };
}
