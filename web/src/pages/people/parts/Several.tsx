/** Some of a list, in the order in which they were picked. */
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import type { ReactNode } from 'react';
import type { Option } from '@/editing/Choice';

interface SeveralProps {
  label: string;
  values: readonly string[];
  options: readonly Option[];
  change: (values: string[]) => void;
  /** Said where none is picked. */
  none?: string;
  error?: string | undefined;
  hint?: ReactNode;
}

export function Several({ label, values, options, change, none, error, hint }: SeveralProps) {
  const chosen = values.map(
    (value) => options.find((each) => each.value === value) ?? { value, label: value },
  );
  return (
    <FormField label={label} description={hint} errorText={error}>
      <Multiselect
        selectedOptions={chosen}
        options={options}
        placeholder={none ?? ''}
        onChange={({ detail }) =>
          change(detail.selectedOptions.flatMap(({ value }) => (value ? [value] : [])))
        }
      />
    </FormField>
  );
}
