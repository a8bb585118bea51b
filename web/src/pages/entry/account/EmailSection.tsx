/** Another address: the old one stays until the code of the mail comes back. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { CodeField, isCode } from '@/pages/entry/CodeField';
import { LocalMails } from '@/pages/entry/LocalMails';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';
import { useUnsavedWarning } from '@/states/unsaved';

export function EmailSection() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const asking = useMutation({
    mutationFn: () => answered(api.POST('/v1/me/email', { body: { email: email.trim() } })),
  });
  const confirming = useMutation({
    mutationFn: () => answered(api.POST('/v1/me/email/confirm', { body: { code } })),
    onSuccess: async () => {
      asking.reset();
      setEmail('');
      setCode('');
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const isSent = asking.isSuccess;
  const error = isSent ? confirming.error : asking.error;
  const errors = useFieldErrors(error);
  useUnsavedWarning(email !== '');
  return (
    <Container header={<Header variant="h2">{t('newEmail.title')}</Header>}>
      <SpaceBetween size="m">
        {confirming.isSuccess && <Alert type="success">{t('newEmail.done')}</Alert>}
        <ProblemAlert error={error} />
        <FormField label={t('newEmail.label')} errorText={errors('email')}>
          <Input
            type="email"
            autoComplete="email"
            value={email}
            disabled={isSent}
            onChange={({ detail }) => {
              setEmail(detail.value);
              confirming.reset();
            }}
          />
        </FormField>
        {isSent && (
          <SpaceBetween size="m">
            <Alert type="success">{t('code.sent')}</Alert>
            <LocalMails />
            <CodeField
              label={t('code.label')}
              code={code}
              change={setCode}
              error={errors('code')}
            />
          </SpaceBetween>
        )}
        <Button
          loading={asking.isPending || confirming.isPending}
          disabled={isSent ? !isCode(code) : email.trim() === ''}
          onClick={() => (isSent ? confirming : asking).mutate()}
        >
          {t(isSent ? 'newEmail.take' : 'code.send')}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
