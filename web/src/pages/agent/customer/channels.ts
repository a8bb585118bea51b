/** The channels of contacts, as the API and Amazon Connect name them. */
import type { useTranslation } from 'react-i18next';

type Translate = ReturnType<typeof useTranslation<'desk'>>['t'];

export const CHANNELS = ['VOICE', 'CHAT', 'TASK'] as const;

const KEYS = { VOICE: 'voice', CHAT: 'chat', TASK: 'task' } as const;

/** One that these pages do not know is called as it is written. */
export function channelText(channel: string, t: Translate): string {
  const known = CHANNELS.find((each) => each === channel.toUpperCase());
  return known === undefined ? channel : t(`channel.${KEYS[known]}`);
}
