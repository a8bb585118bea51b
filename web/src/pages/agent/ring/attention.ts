/**
 * Calls an agent who looks elsewhere: by the title of the tab on whatever page, and by a notice of
 * the browser if that was allowed.
 */
import i18next from 'i18next';
import { nameOf } from '@/pages/agent/telephone/legs';
import type { Contact, Telephone } from '@/pages/agent/telephone/port';
import { tellRinging } from '@/shell/ringing';
import { titleCall } from '@/shell/title';

export function callAttention(telephone: Telephone): void {
  let seen: readonly string[] = [];
  telephone.subscribe(() => {
    const ringing = telephone.state.contacts.filter(({ phase }) => phase === 'ringing');
    titleCall(titleOf(ringing));
    tellRinging(ringing[0] === undefined ? null : sentence(ringing[0]));
    for (const contact of ringing.filter(({ id }) => !seen.includes(id))) {
      notify(contact);
    }
    seen = ringing.map(({ id }) => id);
  });
}

function titleOf(ringing: readonly Contact[]): string | null {
  const first = ringing[0];
  return first === undefined ? null : `(${ringing.length}) ${sentence(first)}`;
}

/** Notices are asked for by a button, and never by a page that has just opened. */
function notify(contact: Contact): void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') {
    return;
  }
  const notice = new Notification(sentence(contact), { tag: contact.id });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}

function sentence(contact: Contact): string {
  const t = i18next.getFixedT(i18next.language, 'agent');
  return t('ring.announced', {
    what: t(`ring.${contact.channel}`),
    who: nameOf(contact) || t('ring.unknown'),
  });
}
