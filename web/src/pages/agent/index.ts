import type { PageEntry } from '@/pages/page';

export const AGENT_PAGES: readonly PageEntry[] = [];
