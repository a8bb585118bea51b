import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface LendingProps {
  number: string;
  disabled: boolean;
  lend: (number: string) => void;
}

/** Lets this tab ring where the centre calls a number, without a call from it first. */
export function Lending({ number, disabled, lend }: LendingProps) {
  const { t } = useTranslation('phone');
  const [lent, setLent] = useState(false);
  return (
    <FormField description={t('lend.hint')}>
      {lent ? (
        <StatusIndicator type="success">{t('lend.lent', { number })}</StatusIndicator>
      ) : (
        <Button
          disabled={disabled}
          onClick={() => {
            lend(number);
            setLent(true);
          }}
        >
          {t('lend.button', { number })}
        </Button>
      )}
    </FormField>
  );
}
