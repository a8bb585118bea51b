/** Where a key leads: to a queue or a menu of the list, or to a telephone number. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import type { Choice } from '@/setup/tree';

interface KeyTargetProps {
  kind: 'queue' | 'menu' | 'transfer';
  choice: Choice;
  change: (choice: Choice) => void;
  options: readonly string[];
  error: string | undefined;
}

export function KeyTarget({ kind, choice, change, options, error }: KeyTargetProps) {
  const { t } = useTranslation('owner');
  const value = choice[kind];
  return (
    <FormField label={t(`menus.target.${kind}`)} stretch errorText={error}>
      {kind === 'transfer' ? (
        <Input
          inputMode="tel"
          value={value}
          onChange={({ detail }) => change({ ...choice, transfer: detail.value })}
        />
      ) : (
        <Select
          options={options.map((each) => ({ value: each, label: each }))}
          selectedOption={value === '' ? null : { value, label: value }}
          placeholder={t('choose')}
          onChange={({ detail }) =>
            change({ ...choice, [kind]: detail.selectedOption.value ?? '' })
          }
        />
      )}
    </FormField>
  );
}
