/** Six digits: of a mail, or of an authenticator app. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';

interface CodeFieldProps {
  label: string;
  about?: ReactNode;
  code: string;
  change: (code: string) => void;
  error?: string | undefined;
}

export function CodeField({ label, about, code, change, error }: CodeFieldProps) {
  return (
    <FormField label={label} description={about} errorText={error}>
      <Input
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={({ detail }) => change(detail.value.replace(/\D/g, '').slice(0, 6))}
      />
    </FormField>
  );
}

export function isCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}
