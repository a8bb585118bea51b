/** What is sent along with each request, by name. */
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSame } from '@/editing/useEdited';

interface HeaderFieldsProps {
  headers: Readonly<Record<string, string>>;
  change: (headers: Record<string, string>) => void;
  error: string | undefined;
}

interface Row {
  name: string;
  text: string;
}

const MOST = 10;

export function HeaderFields({ headers, change, error }: HeaderFieldsProps) {
  const { t } = useTranslation('owner');
  // A row whose name is not written yet is no header yet.
  const [written, setWritten] = useState<readonly Row[]>(() => rowsOf(headers));
  const rows = isSame(headersOf(written), headers) ? written : rowsOf(headers);
  const put = (changed: readonly Row[]) => {
    setWritten(changed);
    change(headersOf(changed));
  };
  const control = (part: keyof Row) => (row: Row, place: number) => (
    <Input
      value={row[part]}
      spellcheck={false}
      onChange={({ detail }) => put(rows.with(place, { ...row, [part]: detail.value }))}
    />
  );
  return (
    <FormField
      label={t('crm.headers')}
      description={t('crm.headersAbout', { placeholder: '{secret}' })}
      errorText={error}
      stretch
    >
      <AttributeEditor
        items={rows}
        addButtonText={t('crm.addHeader')}
        removeButtonText={t('crm.removeHeader')}
        disableAddButton={rows.length >= MOST}
        empty={t('crm.noHeaders')}
        onAddButtonClick={() => setWritten([...rows, { name: '', text: '' }])}
        onRemoveButtonClick={({ detail }) => put(rows.toSpliced(detail.itemIndex, 1))}
        definition={[
          { label: t('crm.headerName'), control: control('name') },
          { label: t('crm.headerText'), control: control('text') },
        ]}
      />
    </FormField>
  );
}

function rowsOf(headers: Readonly<Record<string, string>>): Row[] {
  return Object.entries(headers).map(([name, text]) => ({ name, text }));
}

function headersOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter(({ name }) => name.trim() !== '').map(({ name, text }) => [name.trim(), text]),
  );
}
