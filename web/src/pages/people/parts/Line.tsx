import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';

interface LineProps {
  label: string;
  value: string;
  change: (value: string) => void;
  error?: string | undefined;
  hint?: ReactNode;
  /** Stands below: which form it has. */
  form?: ReactNode;
  type?: InputProps.Type;
  disabled?: boolean;
  autoFocus?: boolean;
}

export function Line({ label, value, change, error, hint, form, ...rest }: LineProps) {
  return (
    <FormField label={label} description={hint} constraintText={form} errorText={error}>
      <Input value={value} onChange={({ detail }) => change(detail.value)} {...rest} />
    </FormField>
  );
}
