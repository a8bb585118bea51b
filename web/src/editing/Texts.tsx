/** One text in each of the business's languages, side by side. */
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { languageName } from '@/i18n/names';

interface TextsProps {
  /** What it is; the language stands behind it. */
  label: string;
  texts: Readonly<Record<string, string>>;
  languages: readonly string[];
  change: (texts: Record<string, string>) => void;
  errorOf?: (language: string) => string | undefined;
  /** Said where nothing is written. */
  placeholders?: Readonly<Record<string, string>>;
  oneLine?: boolean;
  disabled?: boolean;
}

export function Texts({ label, texts, languages, change, errorOf, ...rest }: TextsProps) {
  const { i18n } = useTranslation();
  const columns = Math.min(Math.max(languages.length, 1), 4) as 1 | 2 | 3 | 4;
  return (
    <ColumnLayout columns={columns} minColumnWidth={220}>
      {languages.map((language) => {
        const given = {
          value: texts[language] ?? '',
          disabled: rest.disabled ?? false,
          placeholder: rest.placeholders?.[language] ?? '',
          onChange: ({ detail }: { detail: { value: string } }) =>
            change({ ...texts, [language]: detail.value }),
        };
        return (
          <FormField
            key={language}
            stretch
            label={`${label} · ${languageName(language, i18n.language)}`}
            errorText={errorOf?.(language)}
          >
            {rest.oneLine ? <Input {...given} /> : <Textarea rows={4} {...given} />}
          </FormField>
        );
      })}
    </ColumnLayout>
  );
}
