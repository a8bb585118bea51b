import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';

interface NumbersProps {
  numbers: readonly string[];
  change: (numbers: string[]) => void;
  errorOf: FieldErrors;
}

/** Telephone numbers, the main one first. */
export function Numbers({ numbers, change, errorOf }: NumbersProps) {
  const { t } = useTranslation('people');
  return (
    <FormField
      label={t('customers.numbers')}
      description={t('customers.numbersHint')}
      errorText={errorOf('numbers')}
      stretch
    >
      <AttributeEditor
        items={numbers}
        addButtonText={t('customers.addNumber')}
        removeButtonText={t('remove')}
        empty={t('customers.noNumber')}
        onAddButtonClick={() => change([...numbers, ''])}
        onRemoveButtonClick={({ detail }) =>
          change(numbers.filter((_, place) => place !== detail.itemIndex))
        }
        definition={[
          {
            label: t('customers.number'),
            errorText: (_, place) => errorOf(`numbers[${place}]`),
            control: (number, place) => (
              <Input
                inputMode="tel"
                value={number}
                onChange={({ detail }) =>
                  change(numbers.map((each, at) => (at === place ? detail.value : each)))
                }
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
