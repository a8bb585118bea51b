import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { startRing } from '@/pages/phone/ring';

interface RingingProps {
  from: string | null;
  answer: () => void;
  decline: () => void;
}

/** The centre calls this phone. */
export function Ringing({ from, answer, decline }: RingingProps) {
  const { t } = useTranslation('phone');
  useEffect(startRing, []);
  return (
    <div role="alert">
      <Alert
        type="info"
        header={t('line.rung', { number: from ?? t('line.hidden') })}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={decline}>{t('rung.decline')}</Button>
            <Button variant="primary" iconName="call" onClick={answer}>
              {t('rung.answer')}
            </Button>
          </SpaceBetween>
        }
      />
    </div>
  );
}
