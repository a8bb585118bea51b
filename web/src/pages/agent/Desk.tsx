/** The agent's page once there is an agent: telephone on one side, customer on the other. */
import Flashbar from '@cloudscape-design/components/flashbar';
import Grid from '@cloudscape-design/components/grid';
import type { InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Act, ActingContext, useTroubleText } from '@/pages/agent/acting';
import { ContactTabs } from '@/pages/agent/contact/ContactTabs';
import { backToWork, MissedPanel } from '@/pages/agent/contact/MissedPanel';
import { SidePanel } from '@/pages/agent/customer/SidePanel';
import { Announcer } from '@/pages/agent/ring/Announcer';
import { RingPanel } from '@/pages/agent/ring/RingPanel';
import { ShortcutsDialog } from '@/pages/agent/shortcuts/ShortcutsDialog';
import { useShortcuts } from '@/pages/agent/shortcuts/useShortcuts';
import { DeskHeader } from '@/pages/agent/status/DeskHeader';
import { Figures } from '@/pages/agent/status/Figures';
import { LinkPanel } from '@/pages/agent/status/LinkPanel';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';
import type { Contact } from '@/pages/agent/telephone/port';
import { currentOf, type Item, itemsOf } from '@/pages/agent/workbench/items';
import { useWorkbench } from '@/pages/agent/workbench/useWorkbench';

const HALVES = [{ colspan: { default: 12, s: 5 } }, { colspan: { default: 12, s: 7 } }];

export function Desk({ subject }: { subject: string }) {
  const telephone = useTelephone();
  const state = useTelephoneState();
  const { workbench, kept } = useWorkbench(subject);
  const [chosen, choose] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [isHelpShown, showHelp] = useState(false);
  const knowledge = useRef<InputProps.Ref>(null);
  const items = itemsOf(state.contacts, kept);
  const current = currentOf(items, chosen);
  const ringing = state.contacts.filter(({ phase }) => phase === 'ringing');
  const missed = state.contacts.filter(({ phase }) => phase === 'missed' || phase === 'failed');
  const isMissed = missed.length > 0 || state.agent?.status.type === 'error';

  const act = useCallback<Act>(async (what) => {
    setTrouble(null);
    try {
      await what();
      return true;
    } catch (error) {
      setTrouble(error);
      return false;
    }
  }, []);

  useShortcuts({
    accept: () => ringing[0] && void act(() => telephone.accept(ringing[0]?.id ?? '')),
    reject: () => ringing[0] && void act(() => telephone.reject(ringing[0]?.id ?? '')),
    available: () => void act(() => backToWork(telephone, state, missed[0] ?? null)),
    next: () => choose(nextOf(items, current?.id ?? null)),
    knowledge: () => knowledge.current?.focus(),
    help: () => showHelp(true),
  });

  return (
    <ActingContext value={act}>
      <SpaceBetween size="l">
        <div>
          <Announcer ringing={ringing} />
          <DeskHeader showHelp={() => showHelp(true)} />
        </div>
        <LinkPanel />
        <Troubles error={trouble} forget={() => setTrouble(null)} />
        {ringing.map((contact) => (
          <RingPanel key={contact.id} contact={contact} />
        ))}
        {isMissed && <MissedPanel contact={missed[0] ?? null} />}
        <Figures />
        <Grid gridDefinition={HALVES}>
          <ContactTabs items={items} current={current} choose={choose} workbench={workbench} />
          <SidePanel
            item={current ?? itemOf(ringing[0])}
            workbench={workbench}
            knowledge={knowledge}
          />
        </Grid>
        {isHelpShown && <ShortcutsDialog close={() => showHelp(false)} />}
      </SpaceBetween>
    </ActingContext>
  );
}

/** Who rings is looked up already, where nothing else is in hand. */
function itemOf(contact: Contact | undefined): Item | null {
  return contact === undefined ? null : { id: contact.id, contact, kept: null };
}

function nextOf(items: readonly { id: string }[], current: string | null): string | null {
  const at = items.findIndex(({ id }) => id === current);
  return items[(at + 1) % Math.max(1, items.length)]?.id ?? null;
}

/** What was refused, and what went wrong by itself; each can be put away, and the work goes on. */
function Troubles({ error, forget }: { error: unknown; forget: () => void }) {
  const { t } = useTranslation('agent');
  const { t: common } = useTranslation();
  const troubleText = useTroubleText();
  const telephone = useTelephone();
  const { trouble } = useTelephoneState();
  return error === null && trouble === null ? null : (
    <Flashbar
      i18nStrings={{ ariaLabel: t('troubles'), errorIconAriaLabel: common('error') }}
      items={[
        ...(error === null
          ? []
          : [{ id: 'error', content: troubleText(error), onDismiss: forget }]),
        ...(trouble === null
          ? []
          : [
              {
                id: 'trouble',
                content: t(`problem.${trouble}`),
                onDismiss: () => telephone.forgetTrouble(),
              },
            ]),
      ].map((item) => ({
        ...item,
        type: 'error' as const,
        dismissible: true,
        dismissLabel: common('close'),
      }))}
    />
  );
}
