/** Pages of one thing, which their lists lead to. */
import { lazy } from 'react';
import { ADMINS, LEADERS, type PageEntry, SERVING } from '@/shell/page';

/** What a page has that the menu does not name: the menu of its group stands beside it. */
export const NEXT_TO = {
  work: { name: null, group: 'work', frame: 'full' },
  centre: { name: null, group: 'centre', frame: 'full' },
  people: { name: null, group: 'people', frame: 'full' },
  account: { name: null, group: 'account', frame: 'full' },
} as const;

export const PAGES_OF_ONE: readonly PageEntry[] = [
  {
    path: '/customers/:id',
    roles: SERVING,
    ...NEXT_TO.work,
    Page: lazy(() => import('@/pages/people/customers/CustomerPage')),
  },
  {
    path: '/queues/:name',
    roles: ADMINS,
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/queues/QueuePage')),
  },
  {
    path: '/skills/:name',
    roles: ADMINS,
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/profiles/ProfilePage')),
  },
  {
    path: '/scripts/:id',
    roles: LEADERS,
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/scripts/ScriptPage')),
  },
  {
    path: '/articles/:id',
    under: '/scripts',
    roles: LEADERS,
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/articles/ArticlePage')),
  },
  {
    path: '/codes/:id',
    under: '/scripts',
    roles: LEADERS,
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/codes/CodePage')),
  },
  {
    path: '/agents/:username',
    roles: ADMINS,
    ...NEXT_TO.people,
    Page: lazy(() => import('@/pages/people/agents/AgentPage')),
  },
  {
    path: '/members/:subject',
    roles: ADMINS,
    ...NEXT_TO.people,
    Page: lazy(() => import('@/pages/people/members/MemberPage')),
  },
  {
    path: '/imports/:id',
    roles: ADMINS,
    ...NEXT_TO.people,
    Page: lazy(() => import('@/pages/people/imports/ImportPage')),
  },
  {
    path: '/webhooks/:id',
    under: '/keys',
    roles: ADMINS,
    ...NEXT_TO.account,
    Page: lazy(() => import('@/pages/people/webhooks/WebhookPage')),
  },
  {
    path: '/operator/:tenant',
    roles: ['operator'],
    ...NEXT_TO.centre,
    Page: lazy(() => import('@/pages/people/operator/BusinessPage')),
  },
];
