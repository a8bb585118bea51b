import type { ComponentType } from 'react';
import type { components } from '@/api/schema';

export type Role = components['schemas']['Role'];

export interface PageEntry {
  /** As react-router writes paths: `/customers/:id`. */
  path: string;
  /** The key of its name in the namespace `navigation`; null keeps it out of the menu. */
  name: NavigationKey | null;
  /** The path of the page of the menu that it belongs to, where its own path does not say so. */
  under?: string;
  /** Where it stands in the menu; what belongs together has one group. */
  group: 'work' | 'centre' | 'people' | 'account' | 'try' | null;
  /** Who may open it; null is everybody, signed in or not. */
  roles: readonly Role[] | null;
  /** `none` is the page alone, without the bar on top and the menu. */
  frame: 'full' | 'none';
  /** Only where there is a telephone to play with: on a laptop. */
  local?: boolean;
  /** Made by `lazy`, so that a browser loads only the page that is open. */
  Page: ComponentType;
}

export type NavigationKey = keyof typeof import('@/i18n/locales/en/navigation.json');

export const ADMINS = ['owner', 'admin'] as const satisfies readonly Role[];
export const LEADERS = ['owner', 'admin', 'supervisor'] as const satisfies readonly Role[];
/** Who talks with customers. */
export const SERVING = [...LEADERS, 'agent'] as const satisfies readonly Role[];
export const EVERYBODY = [
  'owner',
  'admin',
  'supervisor',
  'agent',
  'analyst',
] as const satisfies readonly Role[];
