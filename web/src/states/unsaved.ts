/** Warns before something that was written and not saved is lost, by whichever way off the page. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';

/** How many forms of the page hold something unsaved. */
let forms = 0;

const isUnsaved = () => forms > 0;
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/** Told by each form; the asking is done by `useAskedBeforeLeaving`, around all pages. */
export function useUnsavedWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) {
      return;
    }
    forms += 1;
    addEventListener('beforeunload', warn);
    return () => {
      forms -= 1;
      if (!isUnsaved()) {
        removeEventListener('beforeunload', warn);
      }
    };
  }, [unsaved]);
}

/** Asks before links, Back and the like; once, however many forms would lose something. */
export function useAskedBeforeLeaving(): void {
  const { t } = useTranslation();
  // A router heeds one blocker only.
  const blocker = useBlocker(isUnsaved);
  const text = t('unsaved.leave');
  useEffect(() => {
    if (blocker.state !== 'blocked') {
      return;
    }
    if (window.confirm(text)) {
      blocker.proceed();
    } else {
      blocker.reset();
    }
  }, [blocker, text]);
}
