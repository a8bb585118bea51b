/** Where agents work, and what has been said. */
import { lazy } from 'react';
import { EVERYBODY, type PageEntry, SERVING } from '@/shell/page';

export const AGENT_PAGES: readonly PageEntry[] = [
  {
    path: '/agent',
    name: 'agent',
    group: 'work',
    roles: SERVING,
    frame: 'full',
    Page: lazy(() => import('@/pages/agent/AgentPage')),
  },
  {
    path: '/contacts',
    name: 'contacts',
    group: 'work',
    roles: EVERYBODY,
    frame: 'full',
    Page: lazy(() => import('@/pages/agent/ContactsPage')),
  },
];
