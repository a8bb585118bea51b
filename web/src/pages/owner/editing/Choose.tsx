/** One of the names that there are, by its label. */
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ChooseProps {
  label: string;
  about?: ReactNode;
  value: string;
  /** As they are saved; a pair says how one is shown. */
  options: readonly (string | readonly [value: string, shown: string])[];
  change: (value: string) => void;
  error: string | undefined;
}

export function Choose({ label, about, value, options, change, error }: ChooseProps) {
  const { t } = useTranslation('owner');
  const listed = options.map((each) =>
    typeof each === 'string' ? { value: each, label: each } : { value: each[0], label: each[1] },
  );
  const chosen = listed.find((each) => each.value === value);
  return (
    <FormField label={label} description={about} errorText={error} stretch>
      <Select
        options={listed}
        selectedOption={chosen ?? (value === '' ? null : { value, label: value })}
        placeholder={t('choose')}
        onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
