/** Which number is called, and as whom. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallerFields } from '@/pages/phone/CallerFields';
import { Lending } from '@/pages/phone/Lending';
import { type Business, isNumber } from '@/pages/phone/protocol';
import type { Choice } from '@/pages/phone/useChoice';

interface ChoosingProps {
  businesses: readonly Business[];
  choice: Choice;
  disabled: boolean;
  /** It is being called already. */
  calling: boolean;
  call: (from: string | null, to: string) => void;
  lent: string | null;
  lend: (number: string) => void;
}

export function Choosing({
  businesses,
  choice,
  disabled,
  calling,
  call,
  lent,
  lend,
}: ChoosingProps) {
  const { t } = useTranslation('phone');
  const [shown, setShown] = useState(false);
  const { business, caller, from, to } = choice;
  if (business === undefined) {
    return <Box>{t('call.noBusinesses')}</Box>;
  }
  const good = from === null || isNumber(from);
  const start = () => {
    setShown(true);
    if (good && to !== undefined) {
      call(from, to.e164);
    }
  };
  return (
    <Container header={<Header variant="h2">{t('call.title')}</Header>}>
      <SpaceBetween size="m">
        <FormField
          label={t('call.business')}
          description={t('call.zone', { zone: business.timezone })}
        >
          <Select
            selectedOption={{ value: business.id, label: business.name }}
            options={businesses.map((each) => ({ value: each.id, label: each.name }))}
            onChange={({ detail }) => choice.chooseBusiness(detail.selectedOption.value)}
            {...(businesses.length > 8 ? { filteringType: 'auto' as const } : {})}
          />
        </FormField>
        <FormField label={t('call.number')}>
          <Select
            selectedOption={to === undefined ? null : numberOption(to)}
            options={business.numbers.map(numberOption)}
            onChange={({ detail }) => choice.chooseNumber(detail.selectedOption.value)}
          />
        </FormField>
        <CallerFields
          business={business}
          caller={caller}
          change={choice.chooseCaller}
          wrong={shown && !good}
        />
        <Button
          variant="primary"
          iconName="call"
          disabled={disabled || to === undefined}
          loading={calling}
          onClick={start}
        >
          {t('call.start')}
        </Button>
        {from !== null && good && (
          <Lending number={from} isLent={from === lent} disabled={disabled} lend={lend} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function numberOption({ e164, language }: { e164: string; language: string }) {
  return { value: e164, label: e164, tags: [language] };
}
