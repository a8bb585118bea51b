import { useEffect, useState } from 'react';
import { currentTheme } from '@/shell/theme';

const ELEMENT = 'santral-chat';
const FILE = '/widget.js';

/** `closed`: the business has no chat on this page. */
type State = 'loading' | 'failed' | 'closed' | 'there';

/** Puts the chat into this page as a shop's page does, and takes it out when the page is left. */
export function useWidget(business: string | undefined, language: string): State {
  const [state, setState] = useState<State>('loading');
  useEffect(() => {
    if (business === undefined) {
      return;
    }
    const chat = document.createElement(ELEMENT);
    chat.setAttribute('business', business);
    chat.setAttribute('language', language);
    chat.setAttribute('theme', currentTheme());
    chat.setAttribute('service', foreign(location.origin));
    chat.addEventListener('unavailable', () => setState('closed'));
    let left = false;
    const show = () => {
      if (!left) {
        document.body.append(chat);
        setState('there');
      }
    };
    import(/* @vite-ignore */ FILE).then(show, () => setState('failed'));
    return () => {
      left = true;
      chat.remove();
    };
  }, [business, language]);
  return state;
}

/** A shop's page is never of the API's own origin; by its other name, neither is this one. */
function foreign(origin: string): string {
  return origin.replace('//localhost', '//127.0.0.1');
}
