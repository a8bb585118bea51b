import type { PageEntry } from '@/pages/page';

export const PHONE_PAGES: readonly PageEntry[] = [];
