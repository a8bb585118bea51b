/** Becoming a member by a mailed link, with a password of one's own. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { PasswordField } from '@/pages/entry/PasswordField';
import { flawOf } from '@/pages/entry/password';
import { invitationTokenOf } from '@/pages/entry/safeLink';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

export default function InvitationPage() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const token = invitationTokenOf(hash);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accepting = useMutation({
    mutationFn: (taken: string) =>
      answered(
        api.POST('/v1/invitations/accept', {
          body: { token: taken, password, name: name.trim() === '' ? null : name.trim() },
        }),
      ),
  });
  const errors = useFieldErrors(accepting.error);
  const accepted = accepting.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token !== null) {
      accepting.mutate(token);
    }
  };
  return (
    <ContentLayout header={<Header variant="h1">{t('invitation.title')}</Header>}>
      <Container>
        {token === null ? (
          <Alert type="error">{t('invitation.broken')}</Alert>
        ) : accepted !== undefined ? (
          <Alert
            type="success"
            action={
              <Button
                variant="primary"
                onClick={() =>
                  void navigate(`/sign-in?email=${encodeURIComponent(accepted.email)}`)
                }
              >
                {t('invitation.signIn')}
              </Button>
            }
          >
            {t('invitation.done', { email: accepted.email, role: t(`role.${accepted.role}`) })}
          </Alert>
        ) : (
          <form onSubmit={submit}>
            <Form
              actions={
                <Button
                  variant="primary"
                  loading={accepting.isPending}
                  disabled={flawOf(password) !== null}
                >
                  {t('invitation.accept')}
                </Button>
              }
            >
              <SpaceBetween size="m">
                <span>{t('invitation.about')}</span>
                <ProblemAlert error={accepting.error} />
                <FormField
                  label={t('yourName')}
                  description={t('invitation.nameAbout')}
                  errorText={errors('name')}
                >
                  <Input
                    autoComplete="name"
                    value={name}
                    onChange={({ detail }) => setName(detail.value)}
                  />
                </FormField>
                <PasswordField
                  label={t('password.new')}
                  password={password}
                  change={setPassword}
                  error={errors('password')}
                />
              </SpaceBetween>
            </Form>
          </form>
        )}
      </Container>
    </ContentLayout>
  );
}
