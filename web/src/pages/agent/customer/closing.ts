/** Closes a form; where something was written it is asked first, as by whatever else leaves it. */
import { useTranslation } from 'react-i18next';
import { useUnsavedWarning } from '@/states/unsaved';

export function useClosing(isWritten: boolean, close: () => void): () => void {
  const { t } = useTranslation();
  useUnsavedWarning(isWritten);
  return () => {
    if (!isWritten || window.confirm(t('unsaved.leave'))) {
      close();
    }
  };
}
