import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';

interface LendingProps {
  number: string;
  isLent: boolean;
  disabled: boolean;
  lend: (number: string) => void;
}

/** Lets this tab ring where the centre calls a number, without a call from it first. */
export function Lending({ number, isLent, disabled, lend }: LendingProps) {
  const { t } = useTranslation('phone');
  return (
    <FormField description={t('lend.hint')}>
      {isLent ? (
        <StatusIndicator type="success">{t('lend.lent', { number })}</StatusIndicator>
      ) : (
        <Button disabled={disabled} onClick={() => lend(number)}>
          {t('lend.button', { number })}
        </Button>
      )}
    </FormField>
  );
}
