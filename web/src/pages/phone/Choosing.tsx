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
import { type Caller, CallerFields, callerNumber } from '@/pages/phone/CallerFields';
import { Lending } from '@/pages/phone/Lending';
import { type Business, isNumber } from '@/pages/phone/protocol';

interface ChoosingProps {
  businesses: readonly Business[];
  disabled: boolean;
  /** It is being called already. */
  calling: boolean;
  call: (from: string | null, to: string) => void;
  lend: (number: string) => void;
}

export function Choosing({ businesses, disabled, calling, call, lend }: ChoosingProps) {
  const { t } = useTranslation('phone');
  const [chosen, setChosen] = useState(businesses[0]?.id);
  const business = businesses.find(({ id }) => id === chosen) ?? businesses[0];
  const [to, setTo] = useState<string>();
  const number = business?.numbers.find(({ e164 }) => e164 === to) ?? business?.numbers[0];
  const [caller, setCaller] = useState<Caller>({ kind: 'known', number: '' });
  const [shown, setShown] = useState(false);
  if (business === undefined) {
    return <Box>{t('call.noBusinesses')}</Box>;
  }
  const from = callerNumber(caller, business);
  const good = caller.kind === 'hidden' || isNumber(from ?? '');
  const start = () => {
    setShown(true);
    if (good && number !== undefined) {
      call(from, number.e164);
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
            onChange={({ detail }) => setChosen(detail.selectedOption.value)}
            {...(businesses.length > 8 ? { filteringType: 'auto' as const } : {})}
          />
        </FormField>
        <FormField label={t('call.number')}>
          <Select
            selectedOption={number === undefined ? null : numberOption(number)}
            options={business.numbers.map(numberOption)}
            onChange={({ detail }) => setTo(detail.selectedOption.value)}
          />
        </FormField>
        <CallerFields
          business={business}
          caller={caller}
          change={setCaller}
          wrong={shown && !good}
        />
        <Button
          variant="primary"
          iconName="call"
          disabled={disabled || number === undefined}
          loading={calling}
          onClick={start}
        >
          {t('call.start')}
        </Button>
        {from !== null && isNumber(from) && (
          <Lending key={from} number={from} disabled={disabled} lend={lend} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function numberOption({ e164, language }: { e164: string; language: string }) {
  return { value: e164, label: e164, tags: [language] };
}
