/**
 * The chat for any shop's own page:
 *
 *     <script src="https://…/widget.js" data-business="…" data-language="tr" defer></script>
 *
 * Puts `<santral-chat>` at the end of the page. A page may as well write that element itself.
 */
import { ChatElement } from './ChatElement';

const ELEMENT = 'santral-chat';

function start(script: HTMLOrSVGScriptElement | null): void {
  if (customElements.get(ELEMENT) === undefined) {
    customElements.define(ELEMENT, ChatElement);
  }
  if (!(script instanceof HTMLScriptElement) || script.dataset.business === undefined) {
    return;
  }
  const chat = document.createElement(ELEMENT);
  const { business, language, theme } = script.dataset;
  const attributes = { business, language, theme, service: new URL(script.src).origin };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) {
      chat.setAttribute(name, value);
    }
  }
  document.body.append(chat);
}

const script = document.currentScript;
if (document.readyState === 'loading') {
  document.addEventListener('DOMContentLoaded', () => start(script));
} else {
  start(script);
}
