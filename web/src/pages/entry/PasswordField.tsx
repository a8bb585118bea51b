/** A new password; what is still missing is said while it is typed. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useTranslation } from 'react-i18next';
import { flawOf } from '@/pages/entry/password';

interface PasswordFieldProps {
  label: string;
  password: string;
  change: (password: string) => void;
  error?: string | undefined;
}

export function PasswordField({ label, password, change, error }: PasswordFieldProps) {
  const { t } = useTranslation('entry');
  const flaw = password === '' ? null : flawOf(password);
  return (
    <FormField
      label={label}
      description={t('password.rule')}
      constraintText={flaw === null ? undefined : t(`password.flaw.${flaw}`)}
      errorText={error}
    >
      <Input
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={({ detail }) => change(detail.value)}
      />
    </FormField>
  );
}
