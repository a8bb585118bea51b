/** One of a list; the empty choice, where there is one, says what it means. */
import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';

export interface Option {
  value: string;
  label: string;
  description?: string;
}

interface ChoiceProps {
  label: string;
  /** Empty is the empty choice. */
  value: string;
  options: readonly Option[];
  change: (value: string) => void;
  none?: string;
  error?: string | undefined;
  hint?: ReactNode;
  disabled?: boolean;
}

export function Choice({ label, value, options, change, none, error, hint, ...rest }: ChoiceProps) {
  const all = none === undefined ? options : [{ value: '', label: none }, ...options];
  const chosen = all.find((each) => each.value === value);
  // What is not on the list any more is still what is saved.
  const kept = value === '' ? null : { value, label: value };
  return (
    <FormField label={label} description={hint} errorText={error}>
      <Select
        selectedOption={chosen ?? kept}
        options={all as SelectProps.Option[]}
        filteringType={all.length > 10 ? 'auto' : 'none'}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
        {...rest}
      />
    </FormField>
  );
}

export function plainOptions(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value }));
}
