/** Lies over a page whose session has ended: what was being written stays where it is. */
import Modal from '@cloudscape-design/components/modal';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/session/me';
import { SignInForm } from '@/session/SignInForm';

export function SignInAgain() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { email } = useMe().data ?? {};
  return (
    <Modal visible header={t('expired.title')} closeAriaLabel={t('close')}>
      <SignInForm
        intro={t('expired.text')}
        {...(email === undefined ? {} : { email })}
        signedIn={() => void queries.invalidateQueries()}
      />
    </Modal>
  );
}
