/** Warns before something that was written and not saved is lost, by a link or by closing the tab. */
import { useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { UNSAFE_NavigationContext as NavigationContext, type Navigator } from 'react-router';

/** How many forms of a page hold something unsaved, and how to let go of the links again. */
const guarded = new WeakMap<Navigator, { forms: number; release: () => void }>();

export function useUnsavedWarning(unsaved: boolean): void {
  const { t } = useTranslation();
  const { navigator } = useContext(NavigationContext);
  const text = t('unsaved.leave');
  useEffect(() => {
    if (!unsaved) {
      return;
    }
    const guard = guarded.get(navigator) ?? { forms: 0, release: guardLinks(navigator, text) };
    guard.forms += 1;
    guarded.set(navigator, guard);
    return () => {
      guard.forms -= 1;
      if (guard.forms === 0) {
        guard.release();
        guarded.delete(navigator);
      }
    };
  }, [unsaved, navigator, text]);
}

/** Ask before each way off the page; however many forms would lose something, once. */
function guardLinks(navigator: Navigator, text: string): () => void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  const push = navigator.push;
  addEventListener('beforeunload', warn);
  navigator.push = (...args) => {
    if (window.confirm(text)) {
      push.apply(navigator, args);
    }
  };
  return () => {
    removeEventListener('beforeunload', warn);
    navigator.push = push;
  };
}
