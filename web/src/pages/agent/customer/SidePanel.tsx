/** Beside a contact: its customer, the script, and what the business knows. */
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerPanel } from '@/pages/agent/customer/CustomerPanel';
import { Knowledge } from '@/pages/agent/customer/Knowledge';
import { ScriptPanel } from '@/pages/agent/customer/ScriptPanel';
import { customerIdOf } from '@/pages/agent/telephone/legs';
import type { Item } from '@/pages/agent/workbench/items';
import type { Workbench } from '@/pages/agent/workbench/workbench';

interface SidePanelProps {
  item: Item | null;
  workbench: Workbench;
  knowledge: Ref<InputProps.Ref>;
}

export function SidePanel({ item, workbench, knowledge }: SidePanelProps) {
  const { t, i18n } = useTranslation('desk');
  const [looked, look] = useState<string | null>(null);
  const kept = item?.kept ?? null;
  const contact = item?.contact ?? null;
  const given = contact === null ? null : customerIdOf(contact) || null;
  const choose = (customer: string | null) => {
    if (kept === null) {
      look(customer);
    } else {
      workbench.change(kept.id, { customer });
    }
  };
  return (
    <SpaceBetween size="l">
      <CustomerPanel
        key={item?.id ?? 'nobody'}
        customer={kept === null ? (looked ?? given) : kept.customer}
        number={contact?.number ?? kept?.number ?? ''}
        contact={item?.id ?? ''}
        choose={choose}
      />
      {kept !== null && (
        <Container header={<Header variant="h2">{t('script.title')}</Header>}>
          <ScriptPanel
            queue={kept.queue}
            language={kept.attributes.language ?? i18n.language}
            chosen={kept.script}
            ticked={kept.ticked}
            change={(change) => workbench.change(kept.id, change)}
          />
        </Container>
      )}
      <Container header={<Header variant="h2">{t('knowledge.title')}</Header>}>
        <Knowledge field={knowledge} />
      </Container>
    </SpaceBetween>
  );
}
