/** The keys that can be pressed while a dry run waits for one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';

const ROWS = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['*', '0', '#'],
] as const;

interface KeypadProps {
  press: (key: string) => void;
  /** Null where nothing was pressed yet. */
  takeBack: (() => void) | null;
  isBusy: boolean;
}

export function Keypad({ press, takeBack, isBusy }: KeypadProps) {
  const { t } = useTranslation('owner');
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{t('dryRun.press')}</Box>
      {ROWS.map((row) => (
        <SpaceBetween key={row.join('')} direction="horizontal" size="xs">
          {row.map((key) => (
            <Button
              key={key}
              disabled={isBusy}
              ariaLabel={t('dryRun.key', { key })}
              onClick={() => press(key)}
            >
              {key}
            </Button>
          ))}
        </SpaceBetween>
      ))}
      {takeBack !== null && (
        <Button variant="inline-link" iconName="undo" onClick={takeBack}>
          {t('dryRun.takeBack')}
        </Button>
      )}
    </SpaceBetween>
  );
}
