/** Beside a contact: its customer, the script, and what the business knows. */
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerPanel } from '@/pages/agent/customer/CustomerPanel';
import { Knowledge } from '@/pages/agent/customer/Knowledge';
import { useNoteDrafts } from '@/pages/agent/customer/noteDrafts';
import { ScriptPanel } from '@/pages/agent/customer/ScriptPanel';
import { customerIdOf } from '@/pages/agent/telephone/legs';
import type { Item } from '@/pages/agent/workbench/items';
import type { Workbench } from '@/pages/agent/workbench/workbench';

interface SidePanelProps {
  item: Item | null;
  workbench: Workbench;
  knowledge: Ref<InputProps.Ref>;
}

/** Who was looked up where nothing was answered yet; another item is another customer. */
interface Looked {
  item: string | null;
  customer: string | null;
}

export function SidePanel({ item, workbench, knowledge }: SidePanelProps) {
  const { t, i18n } = useTranslation('desk');
  const [looked, look] = useState<Looked>({ item: null, customer: null });
  const noteTo = useNoteDrafts();
  const kept = item?.kept ?? null;
  const contact = item?.contact ?? null;
  const id = item?.id ?? null;
  const chosen = looked.item === id ? looked.customer : null;
  const given = contact === null ? null : customerIdOf(contact) || null;
  const choose = (customer: string) => {
    if (kept === null) {
      look({ item: id, customer });
    } else {
      workbench.change(kept.id, { customer });
    }
  };
  return (
    <SpaceBetween size="l">
      <CustomerPanel
        key={id ?? 'nobody'}
        customer={kept === null ? (chosen ?? given) : kept.customer}
        number={contact?.number ?? kept?.number ?? ''}
        contact={id ?? ''}
        choose={choose}
        noteTo={noteTo}
      />
      {kept !== null && (
        <Container header={<Header variant="h2">{t('script.title')}</Header>}>
          <ScriptPanel
            queue={kept.queue}
            language={kept.language ?? i18n.language}
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
