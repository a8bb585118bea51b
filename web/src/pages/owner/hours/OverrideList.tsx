import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { OverrideDialog } from '@/pages/owner/hours/OverrideDialog';
import { daysOf, inOrder, newOverride, type Override } from '@/pages/owner/hours/overrides';

interface OverrideListProps {
  title: string;
  description: ReactNode;
  overrides: readonly Override[];
  change: (overrides: Override[]) => void;
  languages: readonly string[];
  errors: FieldErrors;
  /** Where the list stands in the body: `holidays`. */
  at: string;
  /** A new one begins with this day. */
  today: string;
}

export function OverrideList({ title, overrides, change, languages, ...rest }: OverrideListProps) {
  const { t, i18n } = useTranslation('owner');
  const [open, setOpen] = useState<{ index: number; override: Override } | null>(null);
  const refused = (index: number) =>
    ['', '.name', '.first', '.last', '.slots', ...languages.map((each) => `.spoken.${each}`)]
      .map((part) => rest.errors(`${rest.at}[${index}]${part}`))
      .find((error) => error !== undefined);
  return (
    <>
      <Table
        variant="embedded"
        wrapLines
        header={
          <Header
            variant="h2"
            counter={`(${overrides.length})`}
            description={rest.description}
            actions={
              <Button
                iconName="add-plus"
                onClick={() =>
                  setOpen({ index: overrides.length, override: newOverride(rest.today) })
                }
              >
                {t('overrides.add')}
              </Button>
            }
          >
            {title}
          </Header>
        }
        empty={t('overrides.none')}
        items={inOrder(overrides)}
        trackBy={({ index }) => String(index)}
        columnDefinitions={[
          {
            id: 'name',
            header: t('overrides.name'),
            isRowHeader: true,
            cell: ({ each, index }) => (
              <SpaceBetween size="xxs">
                <span>{each.name}</span>
                {refused(index) !== undefined && (
                  <StatusIndicator type="error">{refused(index)}</StatusIndicator>
                )}
              </SpaceBetween>
            ),
          },
          {
            id: 'days',
            header: t('overrides.days'),
            cell: ({ each }) => daysOf(each, i18n.language),
          },
          {
            id: 'yearly',
            header: t('overrides.yearly'),
            cell: ({ each }) => (each.yearly ? t('yes') : t('no')),
          },
          {
            id: 'hours',
            header: t('overrides.hours'),
            cell: ({ each }) =>
              each.slots.length === 0 ? t('hours.closed') : each.slots.join(', '),
          },
          {
            id: 'actions',
            header: t('actions'),
            cell: ({ each, index }) => (
              <SpaceBetween direction="horizontal" size="xxs">
                <Button
                  variant="icon"
                  iconName="edit"
                  ariaLabel={t('overrides.edit', { name: each.name })}
                  onClick={() => setOpen({ index, override: each })}
                />
                <Button
                  variant="icon"
                  iconName="remove"
                  ariaLabel={t('overrides.remove', { name: each.name })}
                  onClick={() => change(overrides.toSpliced(index, 1))}
                />
              </SpaceBetween>
            ),
          },
        ]}
      />
      {open !== null && (
        <OverrideDialog
          override={open.override}
          languages={languages}
          errors={(path) => rest.errors(`${rest.at}[${open.index}].${path}`)}
          take={(override) => {
            change(overrides.toSpliced(open.index, 1, override));
            setOpen(null);
          }}
          close={() => setOpen(null)}
        />
      )}
    </>
  );
}
