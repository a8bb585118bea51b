import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { type Caller, customerOf } from '@/pages/phone/caller';
import type { Business, Customer } from '@/pages/phone/protocol';

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
