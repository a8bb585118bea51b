import type { PageEntry } from '@/pages/page';

export const OWNER_PAGES: readonly PageEntry[] = [];
