/** How the business's own customer system is asked, while it is written. */
import type { components } from '@/api/schema';

type Shown = components['schemas']['CrmView'];

export interface Crm extends Shown {
  headers: Record<string, string>;
  fields: Record<string, string>;
  /** Null keeps the one that is there, empty deletes it. */
  secret: string | null;
}

export const KINDS = ['none', 'http', 'odoo'] as const;

/** What a card holds that the other system can say. */
export const CARD = [
  'name',
  'id',
  'tier',
  'company',
  'email',
  'language',
  'note',
  'open_orders',
  'open_tickets',
  'url',
] as const;

export function beingWritten(shown: Shown): Crm {
  return { ...shown, headers: shown.headers ?? {}, fields: shown.fields ?? {}, secret: null };
}

/** What is saved: nothing that belongs to a kind of system that was chosen before. */
export function bodyOf(crm: Crm): components['schemas']['CrmBody'] {
  const { has_secret: _, ...all } = crm;
  const fields = Object.fromEntries(
    Object.entries(all.fields).filter(([, path]) => path.trim() !== ''),
  );
  switch (crm.kind) {
    case 'http':
      return { ...all, fields, db: '', login: '' };
    case 'odoo':
      return { ...all, fields, method: 'GET', headers: {} };
    default:
      return {
        kind: 'none',
        url: '',
        method: 'GET',
        headers: {},
        fields: {},
        db: '',
        login: '',
        secret: '',
      };
  }
}
