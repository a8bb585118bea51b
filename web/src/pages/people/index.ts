import type { PageEntry } from '@/pages/page';

export const PEOPLE_PAGES: readonly PageEntry[] = [];
