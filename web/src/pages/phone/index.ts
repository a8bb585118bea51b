import { lazy } from 'react';
import type { PageEntry } from '@/shell/page';

export const PHONE_PAGES: readonly PageEntry[] = [
  {
    path: '/phone',
    name: 'phone',
    group: 'try',
    roles: null,
    frame: 'full',
    local: true,
    Page: lazy(() => import('@/pages/phone/PhonePage')),
  },
  {
    path: '/chat',
    name: 'chat',
    group: 'try',
    roles: null,
    frame: 'full',
    local: true,
    Page: lazy(() => import('@/pages/phone/chat/ChatPage')),
  },
];
