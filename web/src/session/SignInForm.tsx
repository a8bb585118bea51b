/** Address, password, and the code of the authenticator app where one is asked for. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal, Reply } from '@/session/identity';
import { useSession } from '@/session/session';

type Asked = Extract<Reply, { kind: 'code_asked' }>;

/** After any other refusal of a code, one begins with the password again. */
const SAME_CODE_FIELD: readonly Refusal[] = ['wrong_code', 'locked', 'offline'];

export interface SignInFormProps {
  intro?: string;
  /** Filled in already: of a sample person, or of who was signed in. */
  email?: string;
  password?: string;
  signedIn: () => void;
}

export function SignInForm({ intro, signedIn, ...given }: SignInFormProps) {
  const { t } = useTranslation();
  const session = useSession();
  const [email, setEmail] = useState(given.email ?? '');
  const [password, setPassword] = useState(given.password ?? '');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const take = (reply: Reply) => {
    setBusy(false);
    if (reply.kind === 'refused') {
      setRefusal(reply.why);
      if (!SAME_CODE_FIELD.includes(reply.why)) {
        setAsked(null);
        setCode('');
      }
    } else if (reply.kind === 'code_asked') {
      setAsked(reply);
    } else {
      signedIn();
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    take(
      await (asked === null ? session.signIn(email.trim(), password) : asked.answer(code.trim())),
    );
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={busy}>
            {t('signIn.button')}
          </Button>
        }
      >
        <SpaceBetween size="m">
          {intro !== undefined && <span>{intro}</span>}
          {refusal !== null && (
            <Alert type="error" statusIconAriaLabel={t('error')}>
              {t(`signIn.refused.${refusal}`)}
            </Alert>
          )}
          {asked === null ? (
            <>
              <FormField label={t('signIn.email')}>
                <Input
                  type="email"
                  autoComplete="username"
                  autoFocus
                  value={email}
                  onChange={({ detail }) => setEmail(detail.value)}
                />
              </FormField>
              <FormField label={t('signIn.password')}>
                <Input
                  type="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={({ detail }) => setPassword(detail.value)}
                />
              </FormField>
            </>
          ) : (
            <FormField label={t('signIn.code')} description={t('signIn.codeHint')}>
              <Input
                autoComplete="one-time-code"
                inputMode="numeric"
                autoFocus
                value={code}
                onChange={({ detail }) => setCode(detail.value)}
              />
            </FormField>
          )}
        </SpaceBetween>
      </Form>
    </form>
  );
}
