/** The last contacts of a customer, and what happened in one. */
import { useState } from 'react';
import { LastContacts } from '@/pages/agent/customer/LastContacts';
import type { ContactSummary } from '@/pages/agent/customer/shapes';
import { TimelineDialog } from '@/pages/agent/history/TimelineDialog';

export function History({ contacts }: { contacts: readonly ContactSummary[] }) {
  const [opened, open] = useState<string | null>(null);
  return (
    <>
      <LastContacts contacts={contacts} open={open} />
      {opened !== null && <TimelineDialog contact={opened} close={() => open(null)} />}
    </>
  );
}
