import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { PasswordField } from '@/pages/entry/PasswordField';
import { flawOf } from '@/pages/entry/password';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';
import { useUnsavedWarning } from '@/states/unsaved';

export function PasswordSection() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const changing = useMutation({
    mutationFn: () => answered(api.POST('/v1/me/password', { body: { old, new: fresh } })),
    onSuccess: () => {
      setOld('');
      setFresh('');
    },
  });
  const errors = useFieldErrors(changing.error);
  useUnsavedWarning(old !== '' || fresh !== '');
  return (
    <Container header={<Header variant="h2">{t('newPassword.title')}</Header>}>
      <SpaceBetween size="m">
        {changing.isSuccess && <Alert type="success">{t('newPassword.done')}</Alert>}
        <ProblemAlert error={changing.error} />
        <FormField label={t('password.old')} errorText={errors('old')}>
          <Input
            type="password"
            autoComplete="current-password"
            value={old}
            onChange={({ detail }) => setOld(detail.value)}
          />
        </FormField>
        <PasswordField
          label={t('password.new')}
          password={fresh}
          change={setFresh}
          error={errors('new')}
        />
        <Button
          loading={changing.isPending}
          disabled={old === '' || flawOf(fresh) !== null}
          onClick={() => changing.mutate()}
        >
          {t('newPassword.change')}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
