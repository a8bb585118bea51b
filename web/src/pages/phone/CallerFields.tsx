import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { type Business, type Customer, plainNumber } from '@/pages/phone/protocol';

/** As whom is called. The number of a known one is empty until somebody has chosen. */
export interface Caller {
  kind: 'known' | 'any' | 'hidden';
  number: string;
}

/** Returns null for a hidden number. */
export function callerNumber(caller: Caller, business: Business): string | null {
  if (caller.kind === 'known') {
    return customerOf(caller, business)?.number ?? '';
  }
  return caller.kind === 'any' ? plainNumber(caller.number) : null;
}

function customerOf(caller: Caller, business: Business): Customer | undefined {
  const { customers } = business;
  return customers.find(({ number }) => number === caller.number) ?? customers[0];
}

interface CallerFieldsProps {
  business: Business;
  caller: Caller;
  change: (caller: Caller) => void;
  wrong: boolean;
}

export function CallerFields({ business, caller, change, wrong }: CallerFieldsProps) {
  const { t } = useTranslation('phone');
  const customer = customerOf(caller, business);
  return (
    <SpaceBetween size="m">
      <FormField label={t('call.caller')}>
        <RadioGroup
          value={caller.kind}
          items={(['known', 'any', 'hidden'] as const).map((value) => ({
            value,
            label: t(`call.${value}`),
          }))}
          onChange={({ detail }) =>
            change({ kind: detail.value as Caller['kind'], number: caller.number })
          }
        />
      </FormField>
      {caller.kind === 'known' && (
        <FormField label={t('call.customer')}>
          <Select
            selectedOption={customer === undefined ? null : customerOption(customer)}
            options={business.customers.map(customerOption)}
            filteringType="auto"
            empty={t('call.noCustomers')}
            onChange={({ detail }) =>
              change({ kind: 'known', number: detail.selectedOption.value ?? '' })
            }
          />
        </FormField>
      )}
      {caller.kind === 'any' && (
        <FormField
          label={t('call.ownNumber')}
          description={t('call.ownNumberHint')}
          errorText={wrong && t('call.ownNumberBad')}
        >
          <Input
            type="text"
            inputMode="tel"
            value={caller.number}
            onChange={({ detail }) => change({ kind: 'any', number: detail.value })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function customerOption({ name, number, tier, language }: Customer) {
  return {
    value: number,
    label: name,
    description: number,
    tags: [tier, language].filter((each) => each !== ''),
  };
}
