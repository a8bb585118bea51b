/** Every page there is, in the order of the menu. An area lists its own pages. */
import { AGENT_PAGES } from '@/pages/agent';
import { ENTRY_PAGES } from '@/pages/entry';
import { OWNER_PAGES } from '@/pages/owner';
import { PEOPLE_PAGES } from '@/pages/people';
import { PHONE_PAGES } from '@/pages/phone';
import type { PageEntry } from '@/shell/page';

export const PAGES: readonly PageEntry[] = [
  ...ENTRY_PAGES,
  ...AGENT_PAGES,
  ...OWNER_PAGES,
  ...PEOPLE_PAGES,
  ...PHONE_PAGES,
];
