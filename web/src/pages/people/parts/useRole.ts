import { useMe } from '@/session/me';
import { ADMINS, LEADERS, type Role } from '@/shell/page';

/** What the one who is signed in may do here. */
export function useRole() {
  const role = useMe().data?.role;
  const isOneOf = (roles: readonly Role[]) => role !== undefined && roles.includes(role);
  return { role, runs: isOneOf(ADMINS), leads: isOneOf(LEADERS) };
}
