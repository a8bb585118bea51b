/** From signing up to being live, as steps. */
import type { Account } from '@/pages/entry/account/useAccount';

export const STEPS = ['signed_up', 'proven', 'approved', 'set_up', 'live'] as const;
export type StepKey = (typeof STEPS)[number];
export type StepStatus = 'success' | 'in-progress' | 'info' | 'pending';

/** How many steps are behind a business in each state. */
const BEHIND: Readonly<Record<Account['state'], number>> = {
  unverified: 1,
  verified: 2,
  provisioning: 3,
  live: 5,
  deleting: 5,
  deleted: 5,
};

export function statusesOf(
  account: Pick<Account, 'state' | 'approved'>,
): Record<StepKey, StepStatus> {
  const behind = BEHIND[account.state];
  const status = (index: number): StepStatus => {
    if (index < behind) {
      return 'success';
    }
    if (index > behind) {
      return 'pending';
    }
    return account.state === 'provisioning' ? 'in-progress' : 'info';
  };
  const statuses = STEPS.map((key, index) => [key, status(index)] as const);
  return Object.fromEntries(statuses) as Record<StepKey, StepStatus>;
}
