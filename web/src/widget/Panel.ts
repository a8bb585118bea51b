/** The chat's window and the button that opens it, drawn anew with whatever happens. */
import { BeginForm } from './BeginForm';
import { NotBegun, wantedAt, welcome } from './beginning';
import { browserTalk } from './browserTalk';
import { Composer } from './Composer';
import type { Conversation } from './conversation';
import { newDialog } from './dialog';
import { Ending } from './Ending';
import type { Attachment } from './item';
import { Launcher } from './Launcher';
import { made } from './made';
import { type Place, placeOf } from './place';
import { save } from './saving';
import { stateText } from './stateText';
import { Transcript } from './Transcript';
import type { Talk } from './talk';
import { type Texts, textsOf } from './texts';

export class Panel {
  readonly dialog: HTMLElement;
  readonly #host: HTMLElement;
  readonly #place: Place;
  readonly #texts: Texts;
  readonly #talk: Talk;
  readonly #title = made('h2');
  readonly #launcher: Launcher;
  readonly #state = made('div', { className: 'state small', attributes: { role: 'status' } });
  readonly #problem = made('p', { className: 'bad state', attributes: { role: 'alert' } });
  readonly #transcript: Transcript;
  readonly #form: BeginForm;
  readonly #composer: Composer;
  readonly #end: HTMLButtonElement;
  readonly #ending: Ending;
  #stage: Conversation['stage'] | null = null;

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#place = placeOf(host);
    const texts = textsOf(this.#place.language);
    this.#texts = texts;
    this.#title.textContent = texts.title;
    this.#talk = browserTalk(this.#place, {
      changed: (chat) => this.#draw(chat),
      isOpen: () => !this.dialog.hidden,
    });
    this.#transcript = new Transcript(texts.title, {
      again: (id, text) => void this.#talk.sendAgain(id, text),
      download: (file) => void this.#download(file),
    });
    this.#form = new BeginForm(texts, (name, message) =>
      this.#talk.start(wantedAt(this.#place, name, message)),
    );
    this.#composer = new Composer(texts, {
      send: (text) => void this.#talk.send(text),
      typing: () => this.#talk.typing(),
      attach: (file) => this.#talk.attach(file),
      problem: (text) => this.#say(text),
    });
    this.#ending = new Ending(texts, {
      end: () => void this.#leave(),
      goOn: () => this.#focus(),
      anew: () => this.#talk.anew(),
    });
    this.#end = made('button', {
      type: 'button',
      className: 'plain',
      textContent: texts.end,
      on: { click: () => this.#ending.ask() },
    });
    this.#launcher = new Launcher(texts, () => this.#open());
    this.dialog = newDialog(texts, {
      head: [this.#title, this.#end],
      body: [
        this.#form.element,
        this.#transcript.element,
        this.#problem,
        this.#state,
        this.#composer.element,
        this.#ending.question,
        this.#ending.again,
      ],
      close: () => this.#close(),
    });
  }

  get launcher(): HTMLButtonElement {
    return this.#launcher.element;
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
      const said = await welcome(this.#place.service, this.#place.business);
      this.#title.textContent = said.name;
      this.#form.greet(said.greeting[this.#place.language.slice(0, 2)] ?? this.#texts.intro);
    } catch (error) {
      if (error instanceof NotBegun && error.why === 'closed') {
        this.#host.dispatchEvent(new CustomEvent('unavailable'));
        return;
      }
    }
    if (!this.launcher.isConnected) {
      return; // It was taken off the page meanwhile, or another one has its place.
    }
    this.launcher.hidden = false;
    if (this.#talk.resume()) {
      // Nobody asked for it just now: the focus stays where it is.
      this.#show();
    }
  }

  #open(): void {
    this.#show();
    this.#focus();
  }

  #show(): void {
    this.dialog.hidden = false;
    this.launcher.hidden = true;
    this.#host.setAttribute('open', '');
    this.#talk.opened(true);
  }

  #close(): void {
    this.dialog.hidden = true;
    this.launcher.hidden = false;
    this.#host.removeAttribute('open');
    this.#talk.opened(false);
    this.launcher.focus();
  }

  #focus(): void {
    const { stage } = this.#talk.chat;
    if (stage === 'open') {
      this.#composer.focus();
    } else if (stage === 'ended') {
      this.#ending.again.querySelector('button')?.focus();
    } else {
      this.#form.focus();
    }
  }

  async #leave(): Promise<void> {
    if (!(await this.#talk.end())) {
      this.#say(this.#texts.notEnded);
      this.#focus();
    }
  }

  #say(problem: string): void {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === '';
  }

  #draw(chat: Conversation): void {
    const isOpen = chat.stage === 'open';
    const isOver = chat.stage === 'ended';
    const within = this.#host.shadowRoot?.activeElement !== null && !this.dialog.hidden;
    this.#form.show({
      shown: !isOpen && !isOver,
      busy: chat.stage === 'starting',
      failure: chat.failure,
    });
    this.#transcript.element.hidden = !isOpen && !isOver;
    this.#composer.element.hidden = !isOpen;
    this.#end.hidden = !isOpen;
    this.#ending.show({ isOpen, isOver });
    this.#state.textContent = stateText(chat, this.#texts);
    this.#transcript.draw(chat.entries, {
      texts: this.#texts,
      language: this.#place.language,
      business: this.#title.textContent ?? '',
    });
    this.#launcher.count(chat.unread);
    if (this.#stage !== chat.stage) {
      this.#stage = chat.stage;
      this.#say('');
      if (within) {
        this.#focus();
      }
    }
  }

  async #download(file: Attachment): Promise<void> {
    try {
      save(await this.#talk.download(file.AttachmentId), file.AttachmentName);
    } catch {
      this.#say(this.#texts.fileGone);
    }
  }
}
