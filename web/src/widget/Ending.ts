/** Asks whether the chat is to end, and offers another one once it has. */
import { made } from './made';
import type { Texts } from './texts';

interface EndingPorts {
  end(): void;
  goOn(): void;
  anew(): void;
}

export class Ending {
  readonly question: HTMLElement;
  readonly again: HTMLElement;

  constructor(texts: Texts, ports: EndingPorts) {
    const yes = made('button', { type: 'button', className: 'main', textContent: texts.endYes });
    const no = made('button', { type: 'button', className: 'second', textContent: texts.endNo });
    const anew = made('button', { type: 'button', className: 'main', textContent: texts.anew });
    this.question = made(
      'div',
      { className: 'foot', hidden: true, attributes: { role: 'group' } },
      made('span', { textContent: texts.endSure }),
      yes,
      no,
    );
    this.question.setAttribute('aria-label', texts.endSure);
    this.again = made('div', { className: 'foot', hidden: true }, anew);
    yes.addEventListener('click', () => {
      this.question.hidden = true;
      ports.end();
    });
    no.addEventListener('click', () => {
      this.question.hidden = true;
      ports.goOn();
    });
    anew.addEventListener('click', ports.anew);
  }

  ask(): void {
    this.question.hidden = false;
    this.question.querySelector('button')?.focus();
  }

  show({ isOpen, isOver }: { isOpen: boolean; isOver: boolean }): void {
    this.again.hidden = !isOver;
    this.question.hidden ||= !isOpen;
  }
}
