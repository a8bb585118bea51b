/** What the business keeps of a customer under names of its own. */
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSame } from '@/editing/useEdited';
import { type Attribute, attributesOf } from '@/pages/people/customers/customer';

interface AttributesProps {
  attributes: Readonly<Record<string, string>>;
  change: (attributes: Record<string, string>) => void;
  error?: string | undefined;
}

export function Attributes({ attributes, change, error }: AttributesProps) {
  const { t } = useTranslation('people');
  // A row whose name is not written yet is no attribute yet.
  const [written, setWritten] = useState<Attribute[]>(() => rowsOf(attributes));
  const rows = isSame(attributesOf(written), attributes) ? written : rowsOf(attributes);
  const put = (changed: Attribute[]) => {
    setWritten(changed);
    change(attributesOf(changed));
  };
  const control = (part: keyof Attribute) => (row: Attribute, place: number) => (
    <Input
      value={row[part]}
      onChange={({ detail }) =>
        put(rows.map((each, at) => (at === place ? { ...each, [part]: detail.value } : each)))
      }
    />
  );
  return (
    <FormField
      label={t('customers.attributes')}
      description={t('customers.attributesHint')}
      errorText={error}
      stretch
    >
      <AttributeEditor
        items={rows}
        addButtonText={t('customers.addAttribute')}
        removeButtonText={t('remove')}
        empty={t('none')}
        onAddButtonClick={() => setWritten([...rows, { name: '', value: '' }])}
        onRemoveButtonClick={({ detail }) =>
          put(rows.filter((_, place) => place !== detail.itemIndex))
        }
        definition={[
          { label: t('name'), control: control('name') },
          { label: t('customers.value'), control: control('value') },
        ]}
      />
    </FormField>
  );
}

function rowsOf(attributes: Readonly<Record<string, string>>): Attribute[] {
  return Object.entries(attributes).map(([name, value]) => ({ name, value }));
}
