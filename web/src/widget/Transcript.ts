/** What has been said: each entry drawn once, so that a screen reader says only what is new. */

import { type EntryActions, entryElement, type Words } from './entries';
import type { Entry } from './entry';
import { made } from './made';

export class Transcript {
  readonly element: HTMLElement;
  readonly #actions: EntryActions;
  readonly #drawn = new Map<string, { of: Entry; element: HTMLElement }>();

  constructor(label: string, actions: EntryActions) {
    this.#actions = actions;
    this.element = made('div', {
      className: 'body',
      tabIndex: 0,
      attributes: { role: 'log', 'aria-live': 'polite', 'aria-label': label },
    });
  }

  draw(entries: readonly Entry[], words: Words): void {
    const elements = entries.map((entry) => this.#elementOf(entry, words));
    const { children } = this.element;
    const same =
      elements.length === children.length &&
      elements.every((each, place) => children[place] === each);
    if (!same) {
      this.#replace(elements);
      this.element.scrollTop = this.element.scrollHeight;
    }
  }

  #elementOf(entry: Entry, words: Words): HTMLElement {
    const drawn = this.#drawn.get(entry.id);
    if (drawn?.of === entry) {
      return drawn.element;
    }
    const element = entryElement(entry, words, this.#actions);
    this.#drawn.set(entry.id, { of: entry, element });
    return element;
  }

  /** Touches only what is another one: what stays is not said again. */
  #replace(elements: readonly HTMLElement[]): void {
    const { element } = this;
    for (const [place, each] of elements.entries()) {
      const there = element.children[place];
      if (there !== each) {
        element.insertBefore(each, there ?? null);
      }
    }
    while (element.children.length > elements.length) {
      element.lastElementChild?.remove();
    }
  }
}
