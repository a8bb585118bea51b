import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { FieldErrors } from '@/editing/expected';
import { CodeField } from '@/pages/entry/CodeField';
import { LocalMails } from '@/pages/entry/LocalMails';
import { PasswordField } from '@/pages/entry/PasswordField';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface CodeStepProps {
  email: string;
  code: string;
  changeCode: (code: string) => void;
  password: string;
  changePassword: (password: string) => void;
  errors: FieldErrors;
}

export function CodeStep({ email, errors, ...props }: CodeStepProps) {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const sending = useMutation({
    mutationFn: () => answered(api.POST('/v1/sign-up/resend', { body: { email } })),
  });
  return (
    <Container>
      <SpaceBetween size="l">
        <LocalMails />
        <CodeField
          label={t('code.label')}
          code={props.code}
          change={props.changeCode}
          error={errors('code')}
        />
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button loading={sending.isPending} onClick={() => sending.mutate()}>
            {t('code.again')}
          </Button>
          <LiveRegion>
            {sending.isSuccess && <StatusIndicator>{t('code.sent')}</StatusIndicator>}
          </LiveRegion>
        </SpaceBetween>
        <ProblemAlert error={sending.error} />
        <PasswordField
          label={t('password.new')}
          password={props.password}
          change={props.changePassword}
          error={errors('password')}
        />
      </SpaceBetween>
    </Container>
  );
}
