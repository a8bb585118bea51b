/** A whole number, or none where the field is left empty. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { ReactNode } from 'react';

interface AmountProps {
  label: string;
  value: number | null | undefined;
  change: (value: number | null) => void;
  error?: string | undefined;
  hint?: ReactNode;
  least?: number;
}

export function Amount({ label, value, change, error, hint, least = 0 }: AmountProps) {
  return (
    <FormField label={label} description={hint} errorText={error}>
      <Input
        type="number"
        inputMode="numeric"
        step={1}
        nativeInputAttributes={{ min: least }}
        value={value == null ? '' : String(value)}
        onChange={({ detail }) => change(amountOf(detail.value))}
      />
    </FormField>
  );
}

export function amountOf(text: string): number | null {
  const amount = Number(text);
  return text.trim() === '' || !Number.isFinite(amount) ? null : Math.round(amount);
}
