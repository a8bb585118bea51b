import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { CHANNELS, channelText } from '@/pages/agent/customer/channels';

type Outcome = components['schemas']['Outcome'];
type Channel = (typeof CHANNELS)[number];

export interface Filter {
  channel: Channel | null;
  outcome: Outcome | null;
  /** Days as 2026-11-23; empty is without an end. */
  since: string;
  until: string;
}

export const NO_FILTER: Filter = { channel: null, outcome: null, since: '', until: '' };

const OUTCOMES: readonly Outcome[] = [
  'answered',
  'abandoned',
  'served_by_flow',
  'called_back',
  'overflowed',
  'failed',
];

interface ContactFilterProps {
  filter: Filter;
  change: (filter: Filter) => void;
}

export function ContactFilter({ filter, change }: ContactFilterProps) {
  const { t } = useTranslation('desk');
  const { t: common } = useTranslation();
  const any = { value: '', label: t('filter.any') };
  const channels = CHANNELS.map((value) => ({ value, label: channelText(value, t) }));
  const outcomes = OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }));
  return (
    <SpaceBetween direction="horizontal" size="m">
      <FormField label={t('history.channel')}>
        <Select
          selectedOption={channels.find(({ value }) => value === filter.channel) ?? any}
          options={[any, ...channels]}
          onChange={({ detail }) =>
            change({
              ...filter,
              channel: CHANNELS.find((each) => each === detail.selectedOption.value) ?? null,
            })
          }
        />
      </FormField>
      <FormField label={t('history.outcome')}>
        <Select
          selectedOption={outcomes.find(({ value }) => value === filter.outcome) ?? any}
          options={[any, ...outcomes]}
          onChange={({ detail }) =>
            change({
              ...filter,
              outcome: OUTCOMES.find((each) => each === detail.selectedOption.value) ?? null,
            })
          }
        />
      </FormField>
      <FormField label={t('filter.since')}>
        <DatePicker
          value={filter.since}
          placeholder={common('day')}
          onChange={({ detail }) => change({ ...filter, since: detail.value })}
        />
      </FormField>
      <FormField label={t('filter.until')}>
        <DatePicker
          value={filter.until}
          placeholder={common('day')}
          onChange={({ detail }) => change({ ...filter, until: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
