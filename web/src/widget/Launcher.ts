/** The button at the corner, with how much was said while the chat was closed. */
import { icon, made } from './made';
import { filled, type Texts } from './texts';

export class Launcher {
  readonly element: HTMLButtonElement;
  readonly #texts: Texts;
  readonly #badge = made('span', { className: 'badge' });

  constructor(texts: Texts, open: () => void) {
    this.#texts = texts;
    this.element = made(
      'button',
      { type: 'button', className: 'launcher', hidden: true, on: { click: open } },
      icon('chat'),
      this.#badge,
    );
  }

  count(unread: number): void {
    this.#badge.hidden = unread === 0;
    this.#badge.textContent = String(unread);
    const more = unread > 0 ? `. ${filled(this.#texts.unread, { count: unread })}` : '';
    this.element.setAttribute('aria-label', this.#texts.open + more);
  }
}
