/** A key of the API instead of an address: operators are let in by one. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

export function KeyForm({ signedIn }: { signedIn: () => void }) {
  const { t } = useTranslation('entry');
  const { t: common } = useTranslation();
  const session = useSession();
  const [key, setKey] = useState('');
  const signing = useMutation({
    mutationFn: () => session.signInWithKey(key.trim()),
    onSuccess: (good) => good && signedIn(),
  });
  return (
    <ExpandableSection headerText={t('signIn.key.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signing.mutate();
        }}
      >
        <SpaceBetween size="m">
          {signing.data === false && <Alert type="error">{t('signIn.key.refused')}</Alert>}
          <ProblemAlert error={signing.error} />
          <FormField label={t('signIn.key.label')} description={t('signIn.key.hint')}>
            <Input
              type="password"
              autoComplete="off"
              value={key}
              onChange={({ detail }) => setKey(detail.value)}
            />
          </FormField>
          <Button formAction="submit" loading={signing.isPending} disabled={key.trim() === ''}>
            {common('signIn.button')}
          </Button>
        </SpaceBetween>
      </form>
    </ExpandableSection>
  );
}
