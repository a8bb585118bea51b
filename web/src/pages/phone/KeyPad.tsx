import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEYS } from '@/pages/phone/protocol';

const NAMED: Readonly<Record<string, 'star' | 'hash'>> = { '*': 'star', '#': 'hash' };
const SHOWN = 24;

/** The keys of a telephone, by mouse, touch or keyboard. */
export function KeyPad({ listening, press }: { listening: boolean; press: (key: string) => void }) {
  const { t } = useTranslation('phone');
  const [pressed, setPressed] = useState('');
  const take = (key: string) => {
    press(key);
    setPressed((before) => (before + key).slice(-SHOWN));
  };
  useKeyboard(take);
  return (
    <Container
      header={
        <Header variant="h2" description={t('pad.hint')}>
          {t('pad.title')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Grid gridDefinition={KEYS.map(() => ({ colspan: 4 }))} disableGutters>
          {KEYS.map((key) => {
            const name = NAMED[key];
            return (
              <Box key={key} textAlign="center" padding="xxs">
                <Button
                  fullWidth
                  ariaLabel={name === undefined ? t('pad.key', { key }) : t(`pad.${name}`)}
                  onClick={() => take(key)}
                >
                  {key}
                </Button>
              </Box>
            );
          })}
        </Grid>
        <Box>{pressed !== '' && t('pad.pressed', { keys: pressed })}</Box>
        <LiveRegion>
          {listening && <StatusIndicator type="in-progress">{t('pad.listening')}</StatusIndicator>}
        </LiveRegion>
      </SpaceBetween>
    </Container>
  );
}

function useKeyboard(take: (key: string) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const writing = event.target instanceof Element && event.target.closest('input, textarea');
      const other = event.ctrlKey || event.altKey || event.metaKey || event.repeat;
      if (!writing && !other && KEYS.some((key) => key === event.key)) {
        take(event.key);
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}
