import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Choice, plainOptions } from '@/editing/Choice';
import { CHARSETS, FIELDS } from '@/pages/people/imports/columns';
import type { ImportOptions } from '@/pages/people/imports/useImporting';
import { Line } from '@/pages/people/parts/Line';

interface ImportChoicesProps {
  options: ImportOptions;
  headers: readonly string[];
  change: (options: ImportOptions) => void;
}

const DELIMITERS = [',', ';', '\t'] as const;

/** What is found out by itself, and what every column is. */
export function ImportChoices({ options, headers, change }: ImportChoicesProps) {
  const { t } = useTranslation('people');
  const names = { ',': t('imports.comma'), ';': t('imports.semicolon'), '\t': t('imports.tab') };
  const map = (header: string, field: string) => {
    const { [header]: _, ...others } = options.mapping;
    const said = field === 'ignored' ? '' : field;
    change({ ...options, mapping: field === '' ? others : { ...others, [header]: said } });
  };
  const chosen = (header: string) =>
    header in options.mapping ? options.mapping[header] || 'ignored' : '';
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <Choice
          label={t('imports.charset')}
          value={options.charset}
          options={plainOptions(CHARSETS)}
          none={t('imports.foundOut')}
          change={(charset) => change({ ...options, charset })}
        />
        <Choice
          label={t('imports.delimiter')}
          value={options.delimiter}
          options={DELIMITERS.map((value) => ({ value, label: names[value] }))}
          none={t('imports.foundOut')}
          change={(value) =>
            change({ ...options, delimiter: DELIMITERS.find((each) => each === value) ?? '' })
          }
        />
        <Line
          label={t('imports.region')}
          hint={t('imports.regionHint')}
          value={options.region}
          change={(region) => change({ ...options, region: region.toUpperCase() })}
        />
      </ColumnLayout>
      <ColumnLayout columns={3}>
        {headers.map((header) => (
          <Choice
            key={header}
            label={t('imports.column', { header })}
            value={chosen(header)}
            options={[
              ...FIELDS.map((value) => ({ value, label: t(`importFields.${value}`) })),
              { value: `attributes.${header}`, label: t('imports.attribute', { header }) },
              { value: 'ignored', label: t('imports.ignored') },
            ]}
            none={t('imports.byName')}
            change={(field) => map(header, field)}
          />
        ))}
      </ColumnLayout>
    </SpaceBetween>
  );
}
