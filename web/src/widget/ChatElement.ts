/** `<santral-chat business="…">`: the button at the corner, and the chat behind it. */
import { Panel } from './Panel';
import { STYLES } from './styles';

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
