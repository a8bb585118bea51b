import type { Role } from '@/shell/page';

const FROM_THE_TOP = ['owner', 'admin', 'supervisor', 'agent', 'analyst'] as const;

export type BusinessRole = (typeof FROM_THE_TOP)[number];

/** Which roles one may give: owners all, others those that are not an owner's. */
export function rolesToGive(own: Role | undefined): readonly BusinessRole[] {
  return own === 'owner' ? FROM_THE_TOP : FROM_THE_TOP.filter((role) => role !== 'owner');
}

/** Whether somebody of a role can be an agent too: who may open the agents' page. */
export function takesContacts(role: Role): boolean {
  return role !== 'analyst' && role !== 'operator';
}
