/** `<santral-chat business="…">`: the button at the corner, and the chat behind it. */

import { BeginForm } from './BeginForm';
import { begin, NotBegun, welcome } from './beginning';
import { Composer } from './Composer';
import type { Attachment, Conversation } from './conversation';
import { entryElement, type Words } from './entries';
import { keptIn } from './kept';
import { icon, made } from './made';
import { participantService } from './service';
import { STYLES } from './styles';
import { Talk } from './talk';
import { filled, type Texts, textsOf } from './texts';

export class ChatElement extends HTMLElement {
  #stop: () => void = () => undefined;

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    const panel = new Panel(this);
    root.replaceChildren(panel.launcher, panel.dialog);
    this.#stop = panel.start();
  }

  disconnectedCallback(): void {
    this.#stop();
  }
}

class Panel {
  readonly launcher: HTMLButtonElement;
  readonly dialog: HTMLElement;
  readonly #host: HTMLElement;
  readonly #texts: Texts;
  readonly #language: string;
  readonly #talk: Talk;
  readonly #title = made('h2');
  readonly #badge = made('span', { className: 'badge', hidden: true });
  readonly #log: HTMLElement;
  readonly #state = made('div', { className: 'state small', attributes: { role: 'status' } });
  readonly #problem = made('p', { className: 'bad state', attributes: { role: 'alert' } });
  readonly #form: BeginForm;
  readonly #composer: Composer;
  readonly #endButton: HTMLButtonElement;
  readonly #sure: HTMLElement;
  readonly #anew: HTMLElement;
  /** Drawn already, by id; what is unchanged stays, so that a screen reader says only what is new. */
  readonly #drawn = new Map<string, { of: object; element: HTMLElement }>();

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#language = host.getAttribute('language') || document.documentElement.lang || 'en';
    const texts = textsOf(this.#language);
    this.#texts = texts;
    this.#talk = this.#newTalk(host.getAttribute('business') ?? '');
    this.#log = made('div', {
      className: 'body',
      tabIndex: 0,
      attributes: { role: 'log', 'aria-live': 'polite', 'aria-label': texts.title },
    });
    this.#form = new BeginForm(texts, (name, message) => {
      void this.#talk.start({
        business: host.getAttribute('business') ?? '',
        language: this.#language.slice(0, 2),
        name,
        ...(message === '' ? {} : { message }),
      });
    });
    this.#composer = new Composer(texts, {
      send: (text) => void this.#talk.send(text),
      typing: () => this.#talk.typing(),
      attach: (file) => this.#talk.attach(file),
      problem: (text) => this.#say(text),
    });
    this.#endButton = this.#button(texts.end, 'plain', () => this.#ask({ sure: true }));
    this.#sure = made(
      'div',
      {
        className: 'sure',
        hidden: true,
        attributes: { role: 'group', 'aria-label': texts.endSure },
      },
      made('span', { textContent: texts.endSure }),
      this.#button(texts.endYes, 'main', () => {
        this.#ask({ sure: false });
        void this.#talk.end();
      }),
      this.#button(texts.endNo, 'second', () => this.#ask({ sure: false })),
    );
    this.#anew = made(
      'div',
      { className: 'sure', hidden: true },
      this.#button(texts.anew, 'main', () => this.#talk.anew()),
    );
    this.launcher = this.#button(texts.open, 'launcher', () => this.#open());
    this.launcher.replaceChildren(icon('chat'), this.#badge);
    this.launcher.hidden = true;
    this.dialog = this.#newDialog();
  }

  /** Returns what takes it off the page. */
  start(): () => void {
    this.#draw(this.#talk.chat);
    void this.#greet();
    return () => this.#talk.leave();
  }

  /** A page without a chat shows no button. */
  async #greet(): Promise<void> {
    try {
      const said = await welcome(this.#service, this.#host.getAttribute('business') ?? '');
      const greeting = said.greeting[this.#language.slice(0, 2)];
      this.#title.textContent = said.name;
      this.#form.greet(greeting ?? this.#texts.intro);
    } catch (error) {
      if (error instanceof NotBegun && error.why === 'closed') {
        this.#host.dispatchEvent(new CustomEvent('unavailable'));
        return;
      }
    }
    this.launcher.hidden = false;
    await this.#talk.resume();
  }

  get #service(): string {
    return this.#host.getAttribute('service') ?? location.origin;
  }

  #newTalk(business: string): Talk {
    return new Talk({
      begin: (wanted) => begin(this.#service, wanted),
      service: participantService,
      kept: keptIn(sessionStorage, business),
      changed: (chat) => this.#draw(chat),
      isSeen: () => !this.dialog.hidden && document.visibilityState === 'visible',
      after(ms, then) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      now: () => new Date().toISOString(),
    });
  }

  #newDialog(): HTMLElement {
    const { close, title } = this.#texts;
    this.#title.textContent = title;
    const closing = this.#button(close, 'plain', () => this.#close());
    closing.replaceChildren(icon('close'));
    return made(
      'div',
      {
        className: 'panel',
        hidden: true,
        attributes: { role: 'dialog', 'aria-label': title },
        on: {
          keydown: (event) => {
            if (event.key === 'Escape') {
              this.#close();
            }
          },
        },
      },
      made('header', {}, this.#title, this.#endButton, closing),
      this.#form.element,
      this.#log,
      this.#problem,
      this.#state,
      this.#composer.element,
      this.#sure,
      this.#anew,
    );
  }

  #button(label: string, className: string, click: () => void): HTMLButtonElement {
    return made('button', {
      type: 'button',
      className,
      textContent: label,
      attributes: { 'aria-label': label },
      on: { click },
    });
  }

  #open(): void {
    this.dialog.hidden = false;
    this.launcher.hidden = true;
    this.#host.setAttribute('open', '');
    this.#talk.seen();
    this.#focus();
  }

  #close(): void {
    this.dialog.hidden = true;
    this.launcher.hidden = false;
    this.#host.removeAttribute('open');
    this.launcher.focus();
  }

  #focus(): void {
    if (this.#talk.chat.stage === 'open') {
      this.#composer.focus();
    } else if (this.#talk.chat.stage === 'form') {
      this.#form.focus();
    } else {
      this.#log.focus();
    }
  }

  #ask({ sure }: { sure: boolean }): void {
    this.#sure.hidden = !sure;
    if (sure) {
      this.#sure.querySelector('button')?.focus();
    } else {
      this.#focus();
    }
  }

  #say(problem: string): void {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === '';
  }

  #draw(chat: Conversation): void {
    const { stage } = chat;
    const before = this.dialog.dataset.stage;
    this.dialog.dataset.stage = stage;
    const talking = stage === 'open' || stage === 'ended';
    this.#form.show({ shown: !talking, busy: stage === 'starting', failure: chat.failure });
    this.#log.hidden = !talking;
    this.#composer.element.hidden = stage !== 'open';
    this.#endButton.hidden = stage !== 'open';
    this.#anew.hidden = stage !== 'ended';
    this.#sure.hidden ||= stage !== 'open';
    this.#state.textContent = this.#stateOf(chat);
    this.#drawEntries(chat);
    this.#badge.hidden = chat.unread === 0;
    this.#badge.textContent = String(chat.unread);
    const unread = chat.unread > 0 ? `. ${filled(this.#texts.unread, { count: chat.unread })}` : '';
    this.launcher.setAttribute('aria-label', this.#texts.open + unread);
    if (before !== stage) {
      this.#say('');
      if (!this.dialog.hidden) {
        this.#focus();
      }
    }
  }

  #drawEntries(chat: Conversation): void {
    const elements = chat.entries.map((entry) => {
      const drawn = this.#drawn.get(entry.id);
      if (drawn?.of === entry) {
        return drawn.element;
      }
      const element = entryElement(entry, this.#words(), {
        again: (id, text) => void this.#talk.sendAgain(id, text),
        download: (file) => void this.#download(file),
      });
      this.#drawn.set(entry.id, { of: entry, element });
      return element;
    });
    const same =
      elements.length === this.#log.children.length &&
      elements.every((each, place) => this.#log.children[place] === each);
    if (!same) {
      this.#log.replaceChildren(...elements);
      this.#log.scrollTop = this.#log.scrollHeight;
    }
  }

  #words(): Words {
    return {
      texts: this.#texts,
      language: this.#language,
      business: this.#title.textContent ?? '',
    };
  }

  #stateOf(chat: Conversation): string {
    const { reconnecting, ended, typing, somebody, waiting, starting } = this.#texts;
    if (chat.stage === 'ended') {
      return ended;
    }
    if (chat.stage !== 'open') {
      return chat.stage === 'starting' ? starting : '';
    }
    if (!chat.isConnected) {
      return reconnecting;
    }
    if (chat.typing !== '') {
      return filled(typing, { name: chat.typing || somebody });
    }
    const hadAgent = chat.entries.some((each) => each.kind === 'notice');
    return chat.agents.length === 0 && !hadAgent ? waiting : '';
  }

  async #download(file: Attachment): Promise<void> {
    try {
      const url = URL.createObjectURL(await this.#talk.download(file.AttachmentId));
      made('a', { href: url, download: file.AttachmentName }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch {
      this.#say(this.#texts.fileGone);
    }
  }
}
