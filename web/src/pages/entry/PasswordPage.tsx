/** Setting a password anew by a code that is mailed. */
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
import { useNavigate, useSearchParams } from 'react-router';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { CodeField, isCode } from '@/pages/entry/CodeField';
import { LocalMails } from '@/pages/entry/LocalMails';
import { PasswordField } from '@/pages/entry/PasswordField';
import { flawOf } from '@/pages/entry/password';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

export default function PasswordPage() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [email, setEmail] = useState(parameters.get('email') ?? '');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const asking = useMutation({
    mutationFn: () => answered(api.POST('/v1/password/forgot', { body: { email: email.trim() } })),
  });
  const setting = useMutation({
    mutationFn: () =>
      answered(api.POST('/v1/password/reset', { body: { email: email.trim(), code, password } })),
  });
  const isSent = asking.isSuccess;
  const error = isSent ? setting.error : asking.error;
  const errors = useFieldErrors(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    (isSent ? setting : asking).mutate();
  };
  return (
    <ContentLayout header={<Header variant="h1">{t('reset.title')}</Header>}>
      <Container>
        {setting.isSuccess ? (
          <Alert
            type="success"
            action={
              <Button
                variant="primary"
                onClick={() => void navigate(`/sign-in?email=${encodeURIComponent(email.trim())}`)}
              >
                {t('reset.signIn')}
              </Button>
            }
          >
            {t('reset.done')}
          </Alert>
        ) : (
          <form onSubmit={submit}>
            <Form
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  {isSent && (
                    <Button
                      formAction="none"
                      loading={asking.isPending}
                      onClick={() => asking.mutate()}
                    >
                      {t('code.again')}
                    </Button>
                  )}
                  <Button
                    variant="primary"
                    loading={asking.isPending || setting.isPending}
                    disabled={
                      email.trim() === '' ||
                      (isSent && (!isCode(code) || flawOf(password) !== null))
                    }
                  >
                    {t(isSent ? 'reset.set' : 'reset.send')}
                  </Button>
                </SpaceBetween>
              }
            >
              <SpaceBetween size="m">
                <ProblemAlert error={error} />
                <FormField label={t('email')} errorText={errors('email')}>
                  <Input
                    type="email"
                    autoComplete="username"
                    value={email}
                    disabled={isSent}
                    onChange={({ detail }) => setEmail(detail.value)}
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
                    <PasswordField
                      label={t('password.new')}
                      password={password}
                      change={setPassword}
                      error={errors('password')}
                    />
                  </SpaceBetween>
                )}
              </SpaceBetween>
            </Form>
          </form>
        )}
      </Container>
    </ContentLayout>
  );
}
