import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { Choice, plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { WeekFields } from '@/pages/owner/hours/WeekFields';
import { codesOf, type Setup } from '@/setup/setup';

type Hotline = components['schemas']['HotlineShape'];

interface HotlineFieldsProps {
  hotline: Hotline;
  setup: Setup;
  /** By the path within this hotline, with its dot; empty is the hotline as a whole. */
  errors: FieldErrors;
  change: (hotline: Hotline) => void;
  remove: () => void;
}

export function HotlineFields({ hotline, setup, errors, change, remove }: HotlineFieldsProps) {
  const { t } = useTranslation('owner');
  const put = (changed: Partial<Hotline>) => change({ ...hotline, ...changed });
  const numbers = setup.numbers.map(({ e164 }) => ({ value: e164, label: e164 }));
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded={hotline.name === ''}
      headerText={hotline.name || t('hotlines.unnamed')}
      headerActions={
        <Button
          iconName="remove"
          variant="icon"
          ariaLabel={t('hotlines.remove', { name: hotline.name })}
          onClick={remove}
        />
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={3} minColumnWidth={200}>
          <FormField label={t('hotlines.name')} errorText={errors('.name')} stretch>
            <Input value={hotline.name} onChange={({ detail }) => put({ name: detail.value })} />
          </FormField>
          <Choice
            stretch
            label={t('hotlines.queue')}
            value={hotline.queue}
            options={plainOptions(setup.queues.map(({ name }) => name))}
            none={t('hotlines.noQueue')}
            change={(queue) => put({ queue })}
            error={errors('.queue')}
          />
          <FormField label={t('hotlines.numbers')} errorText={errors('.numbers')} stretch>
            <Multiselect
              options={numbers}
              selectedOptions={numbers.filter(({ value }) => hotline.numbers.includes(value))}
              placeholder={t('hotlines.allNumbers')}
              onChange={({ detail }) =>
                put({ numbers: detail.selectedOptions.map(({ value }) => value ?? '') })
              }
            />
          </FormField>
        </ColumnLayout>
        <Texts
          label={t('hotlines.greeting')}
          texts={hotline.greeting}
          languages={codesOf(setup)}
          change={(greeting) => put({ greeting })}
          errorOf={(code) => errors(`.greeting.${code}`)}
        />
        <FormField errorText={errors('')} stretch>
          <ColumnLayout columns={2}>
            <FormField label={t('hotlines.first')} errorText={errors('.first')}>
              <DatePicker
                value={hotline.first ?? ''}
                onChange={({ detail }) => put({ first: detail.value || null })}
              />
            </FormField>
            <FormField label={t('hotlines.last')} errorText={errors('.last')}>
              <DatePicker
                value={hotline.last ?? ''}
                onChange={({ detail }) => put({ last: detail.value || null })}
              />
            </FormField>
          </ColumnLayout>
        </FormField>
        <ExpandableSection headerText={t('hotlines.week')}>
          <WeekFields
            week={hotline.week ?? {}}
            change={(week) => put({ week: week as NonNullable<Hotline['week']> })}
            errors={(path) => errors(`.${path}`)}
            at="week"
          />
        </ExpandableSection>
      </SpaceBetween>
    </ExpandableSection>
  );
}
