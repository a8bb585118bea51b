/** Where the customer writes, and picks files. */
import { ACCEPTED, LARGEST, typed, wrongWith } from './files';
import { LONGEST_MESSAGE } from './item';
import { iconButton, made } from './made';
import { filled, type Texts } from './texts';

interface ComposerPorts {
  send(text: string): void;
  typing(): void;
  attach(file: File): Promise<boolean>;
  problem(text: string): void;
}

export class Composer {
  readonly element: HTMLFormElement;
  readonly #texts: Texts;
  readonly #ports: ComposerPorts;
  readonly #text: HTMLTextAreaElement;

  constructor(texts: Texts, ports: ComposerPorts) {
    this.#texts = texts;
    this.#ports = ports;
    this.#text = made('textarea', {
      rows: 1,
      maxLength: LONGEST_MESSAGE,
      placeholder: texts.write,
      attributes: { 'aria-label': texts.write },
      on: { input: () => ports.typing(), keydown: (event) => this.#key(event) },
    });
    const file = made('input', {
      type: 'file',
      accept: ACCEPTED,
      hidden: true,
      on: { change: () => void this.#attach(file) },
    });
    const attach = iconButton('attach', texts.attach);
    attach.addEventListener('click', () => file.click());
    this.element = made(
      'form',
      {
        className: 'compose',
        on: {
          submit: (event: SubmitEvent) => {
            event.preventDefault();
            this.#send();
          },
        },
      },
      attach,
      file,
      this.#text,
      iconButton('send', texts.send, 'submit'),
    );
  }

  focus(): void {
    this.#text.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  }

  #send(): void {
    const text = this.#text.value.trim();
    if (text !== '') {
      this.#ports.problem('');
      this.#ports.send(text);
      this.#text.value = '';
    }
    this.focus();
  }

  async #attach(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) {
      return;
    }
    const wrong = wrongWith(file);
    const sent = wrong === null && (await this.#ports.attach(typed(file)));
    const text = sent ? '' : this.#texts[wrong ?? 'fileFailed'];
    this.#ports.problem(filled(text, LARGEST));
    this.focus();
  }
}
