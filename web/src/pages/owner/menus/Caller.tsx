/** Who calls which number, when, and whether somebody is free: what a dry run is played with. */
import ColumnLayout from '@cloudscape-design/components/column-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import type { Setup } from '@/setup/setup';

export interface CallerIs {
  to: string;
  /** Empty shows no number. */
  from: string;
  /** YYYY-MM-DD by the business's clock; empty is now. */
  day: string;
  time: string;
  isAnybodyFree: boolean;
}

export const NOBODY_YET: CallerIs = { to: '', from: '', day: '', time: '', isAnybodyFree: true };

interface CallerProps {
  caller: CallerIs;
  change: (caller: CallerIs) => void;
  setup: Setup;
  errors: FieldErrors;
}

export function Caller({ caller, change, setup, errors }: CallerProps) {
  const { t } = useTranslation('owner');
  const numbers = setup.numbers.map(({ e164, language }) => ({
    value: e164,
    label: e164,
    tags: [language],
  }));
  const chosen = numbers.find(({ value }) => value === caller.to) ?? numbers[0] ?? null;
  return (
    <SpaceBetween size="s">
      <ColumnLayout columns={3} minColumnWidth={180}>
        <FormField label={t('dryRun.to')} stretch errorText={errors('to')}>
          <Select
            options={numbers}
            selectedOption={chosen}
            placeholder={t('dryRun.noNumber')}
            disabled={numbers.length === 0}
            onChange={({ detail }) => change({ ...caller, to: detail.selectedOption.value ?? '' })}
          />
        </FormField>
        <FormField label={t('dryRun.from')} stretch errorText={errors('from')}>
          <Input
            inputMode="tel"
            value={caller.from}
            placeholder={t('dryRun.hidden')}
            onChange={({ detail }) => change({ ...caller, from: detail.value })}
          />
        </FormField>
        <FormField
          label={t('dryRun.at')}
          stretch
          constraintText={t('zone', { zone: setup.timezone })}
          errorText={errors('at')}
        >
          <SpaceBetween direction="horizontal" size="xs">
            <DatePicker
              value={caller.day}
              placeholder={t('dryRun.now')}
              onChange={({ detail }) => change({ ...caller, day: detail.value })}
            />
            <TimeInput
              format="hh:mm"
              value={caller.time}
              placeholder="10:00"
              ariaLabel={t('dryRun.time')}
              disabled={caller.day === ''}
              onChange={({ detail }) => change({ ...caller, time: detail.value })}
            />
          </SpaceBetween>
        </FormField>
      </ColumnLayout>
      <Toggle
        checked={caller.isAnybodyFree}
        onChange={({ detail }) => change({ ...caller, isAnybodyFree: detail.checked })}
      >
        {t('dryRun.free')}
      </Toggle>
    </SpaceBetween>
  );
}
