/** Lies over a page whose session has ended: what was being written stays where it is. */
import Modal from '@cloudscape-design/components/modal';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '@/session/SignInForm';

export function SignInAgain() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <Modal visible header={t('expired.title')} closeAriaLabel={t('close')}>
      <SignInForm intro={t('expired.text')} signedIn={() => void queries.invalidateQueries()} />
    </Modal>
  );
}
