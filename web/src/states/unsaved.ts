/** Warns before something that was written and not saved is lost, by a link or by closing the tab. */
import { useCallback, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router';

export function useUnsavedWarning(unsaved: boolean): void {
  const { t } = useTranslation();
  const { navigator } = useContext(NavigationContext);
  const text = t('unsaved.leave');
  const warn = useCallback((event: BeforeUnloadEvent) => {
    event.preventDefault();
  }, []);
  useEffect(() => {
    if (!unsaved) {
      return;
    }
    addEventListener('beforeunload', warn);
    const push = navigator.push;
    navigator.push = (...args) => {
      if (window.confirm(text)) {
        push.apply(navigator, args);
      }
    };
    return () => {
      removeEventListener('beforeunload', warn);
      navigator.push = push;
    };
  }, [unsaved, warn, navigator, text]);
}
