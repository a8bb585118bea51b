/** Short texts in one field, parted by commas. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface WordListProps {
  label: string;
  values: readonly string[];
  change: (values: string[]) => void;
  error?: string | undefined;
}

export function WordList({ label, values, change, error }: WordListProps) {
  const { t } = useTranslation('people');
  const [text, setText] = useState(values.join(', '));
  const isWritten = wordsOf(text).join() === values.join();
  return (
    <FormField label={label} constraintText={t('parts.commas')} errorText={error}>
      <Input
        value={isWritten ? text : values.join(', ')}
        onChange={({ detail }) => {
          setText(detail.value);
          change(wordsOf(detail.value));
        }}
      />
    </FormField>
  );
}

/** "vip, , shop " -> vip, shop */
export function wordsOf(text: string): string[] {
  const words = text.split(',').map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
