import { iconButton, made } from './made';
import type { Texts } from './texts';

interface Parts {
  head: readonly HTMLElement[];
  body: readonly HTMLElement[];
  close(): void;
}

/** The window of the chat; Escape closes it, as its own button does. */
export function newDialog(texts: Texts, { head, body, close }: Parts): HTMLElement {
  const closing = iconButton('close', texts.close);
  closing.addEventListener('click', close);
  const keydown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') {
      close();
    }
  };
  return made(
    'div',
    {
      className: 'panel',
      hidden: true,
      attributes: { role: 'dialog', 'aria-label': texts.title },
      on: { keydown },
    },
    made('div', { className: 'head' }, ...head, closing),
    ...body,
  );
}
