/** What an owner sets up: what callers hear, when, and where it leads. */
import { lazy } from 'react';
import { ADMINS, LEADERS, type PageEntry } from '@/shell/page';

export const OWNER_PAGES: readonly PageEntry[] = [
  {
    path: '/menus',
    name: 'menus',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/menus/MenusPage')),
  },
  {
    path: '/hours',
    name: 'hours',
    group: 'centre',
    roles: LEADERS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/hours/HoursPage')),
  },
  {
    path: '/hotlines',
    name: 'hotlines',
    group: 'centre',
    roles: LEADERS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/hotlines/HotlinesPage')),
  },
  {
    path: '/emergency',
    name: 'emergency',
    group: 'centre',
    roles: LEADERS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/emergency/EmergencyPage')),
  },
  {
    path: '/numbers',
    name: 'numbers',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/numbers/NumbersPage')),
  },
  {
    path: '/prompts',
    name: 'prompts',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/prompts/PromptsPage')),
  },
  {
    path: '/policies',
    name: 'policies',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/policies/PoliciesPage')),
  },
  {
    path: '/crm',
    name: 'crm',
    group: 'centre',
    roles: ADMINS,
    frame: 'full',
    Page: lazy(() => import('@/pages/owner/crm/CrmPage')),
  },
];
