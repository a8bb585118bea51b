/** One of a list; the empty choice, where there is one, says what it means. */
import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

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
  stretch?: boolean;
}

export function Choice({ label, value, options, change, none, error, hint, ...rest }: ChoiceProps) {
  const { t } = useTranslation();
  const { stretch = false, ...select } = rest;
  const all = none === undefined ? options : [{ value: '', label: none }, ...options];
  const chosen = all.find((each) => each.value === value);
  // What is not on the list any more is still what is saved.
  const kept = value === '' ? null : { value, label: value };
  return (
    <FormField label={label} description={hint} errorText={error} stretch={stretch}>
      <Select
        selectedOption={chosen ?? kept}
        options={all as SelectProps.Option[]}
        filteringType={all.length > 10 ? 'auto' : 'none'}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
        placeholder={t('choose')}
        {...select}
      />
    </FormField>
  );
}

export function plainOptions(values: readonly string[]): Option[] {
  return values.map((value) => ({ value, label: value }));
}
