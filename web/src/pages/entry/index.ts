/** The ways in: start, signing in and up, invitations, one's own account. */
import { lazy } from 'react';
import type { PageEntry } from '@/pages/page';

export const ENTRY_PAGES: readonly PageEntry[] = [
  {
    path: '/',
    name: 'home',
    group: 'work',
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/start/StartPage')),
  },
  {
    path: '/sign-in',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/SignInPage')),
  },
];
