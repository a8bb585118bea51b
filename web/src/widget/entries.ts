/** What has been said, as elements. */
import type { Entry } from './entry';
import type { Attachment } from './item';
import { made } from './made';
import { filled, type Texts } from './texts';

export interface EntryActions {
  again(id: string, text: string): void;
  download(file: Attachment): void;
}

export interface Words {
  texts: Texts;
  language: string;
  /** What flows and bots speak for. */
  business: string;
}

export function entryElement(
  entry: Entry,
  { texts, language, business }: Words,
  actions: EntryActions,
): HTMLElement {
  if (entry.kind === 'notice') {
    const text = filled(texts[entry.what], { name: entry.name || texts.somebody });
    return made('div', { className: 'notice small', textContent: text });
  }
  const files = entry.files.map((file) => fileElement(file, texts, actions));
  const said = made('div', { className: entry.mine ? 'said mine' : 'said' });
  const who = entry.mine ? texts.you : entry.name || business;
  said.append(
    made('div', { className: 'small', textContent: `${who} · ${timeOf(entry.at, language)}` }),
    made('div', { className: 'bubble' }, ...(entry.text === '' ? [] : [entry.text]), ...files),
  );
  if (entry.mine) {
    said.append(deliveryElement(entry, texts, actions));
  }
  return said;
}

function deliveryElement(
  entry: Extract<Entry, { kind: 'message' }>,
  texts: Texts,
  actions: EntryActions,
): HTMLElement {
  if (entry.delivery !== 'failed') {
    return made('div', { className: 'small', textContent: texts[entry.delivery] });
  }
  const again = made('button', {
    type: 'button',
    className: 'plain',
    textContent: texts.again,
    on: { click: () => actions.again(entry.id, entry.text) },
  });
  return made('div', { className: 'small bad' }, texts.notSent, again);
}

function fileElement(file: Attachment, texts: Texts, actions: EntryActions): HTMLElement {
  if (file.Status === 'APPROVED') {
    return made('button', {
      type: 'button',
      className: 'file',
      textContent: file.AttachmentName,
      attributes: { 'aria-label': filled(texts.download, { name: file.AttachmentName }) },
      on: { click: () => actions.download(file) },
    });
  }
  const state = file.Status === 'REJECTED' ? texts.rejected : texts.scanning;
  return made('span', { textContent: `${file.AttachmentName}: ${state}` });
}

function timeOf(at: string, language: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime())
    ? ''
    : moment.toLocaleTimeString(language, { timeStyle: 'short' });
}
