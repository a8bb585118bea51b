/** Asks who writes, and what about. */
import { LONGEST_MESSAGE } from './item';
import { made } from './made';
import type { Failure, Texts } from './texts';

const LONGEST_NAME = 80;

export class BeginForm {
  readonly element: HTMLFormElement;
  readonly #texts: Texts;
  readonly #name: HTMLInputElement;
  readonly #intro = made('p');
  readonly #button: HTMLButtonElement;
  readonly #problem = made('p', {
    className: 'bad',
    id: 'problem',
    attributes: { role: 'alert' },
  });

  constructor(texts: Texts, start: (name: string, message: string) => void) {
    this.#texts = texts;
    this.#name = made('input', {
      type: 'text',
      autocomplete: 'name',
      maxLength: LONGEST_NAME,
      required: true,
      attributes: { 'aria-describedby': 'problem' },
    });
    const message = made('textarea', { rows: 4, maxLength: LONGEST_MESSAGE });
    this.#button = made('button', {
      type: 'submit',
      className: 'main',
      textContent: texts.start,
    });
    this.element = made(
      'form',
      {
        className: 'body begin',
        noValidate: true,
        on: {
          submit: (event: SubmitEvent) => {
            event.preventDefault();
            const name = this.#name.value.trim();
            if (name === '') {
              this.#problem.textContent = texts.nameMissing;
              this.#name.setAttribute('aria-invalid', 'true');
              this.#name.focus();
            } else {
              start(name, message.value.trim());
            }
          },
        },
      },
      this.#intro,
      made('label', {}, texts.name, this.#name),
      made('label', {}, texts.message, message),
      this.#problem,
      this.#button,
    );
  }

  show({ shown, busy, failure }: { shown: boolean; busy: boolean; failure: Failure | null }): void {
    this.element.hidden = !shown;
    this.#button.disabled = busy;
    this.#name.removeAttribute('aria-invalid');
    this.#problem.textContent = failure === null ? '' : this.#texts.failed[failure];
  }

  greet(greeting: string): void {
    this.#intro.textContent = greeting;
  }

  focus(): void {
    this.#name.focus();
  }
}
