/** The ways in: start, signing in and up, invitations, the first steps, one's own account. */
import { lazy } from 'react';
import { ADMINS, EVERYBODY, LEADERS, type PageEntry } from '@/shell/page';

export const ENTRY_PAGES: readonly PageEntry[] = [
  {
    path: '/',
    name: 'home',
    group: 'work',
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/start/StartPage')),
  },
  {
    path: '/sign-in',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/signin/SignInPage')),
  },
  {
    path: '/password',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/PasswordPage')),
  },
  {
    path: '/sign-up',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/signup/SignUpPage')),
  },
  {
    path: '/invitation',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/InvitationPage')),
  },
  {
    path: '/export',
    name: null,
    group: null,
    roles: null,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/LastExportPage')),
  },
  {
    path: '/checklist',
    name: 'checklist',
    group: 'centre',
    roles: LEADERS,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/checklist/ChecklistPage')),
  },
  {
    path: '/setup',
    name: 'setup',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/setup/SetupPage')),
  },
  {
    path: '/account',
    name: 'account',
    group: 'account',
    roles: [...EVERYBODY, 'operator'],
    frame: 'full',
    Page: lazy(() => import('@/pages/entry/account/AccountPage')),
  },
];
