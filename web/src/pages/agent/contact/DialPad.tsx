/** Keys for the other side's menu; the keyboard's digits work while the pad has the focus. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { useTelephone } from '@/pages/agent/telephone/context';

const ROWS = ['123', '456', '789', '*0#'];

export function DialPad({ contact }: { contact: string }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const [pressed, setPressed] = useState('');
  const press = (key: string) => {
    setPressed((before) => before + key);
    void act(() => telephone.press(contact, key));
  };
  return (
    <fieldset
      aria-label={t('pad.title')}
      style={{ border: 0, padding: 0, margin: 0 }}
      onKeyDown={(event) => {
        if (/^[0-9*#]$/.test(event.key)) {
          event.preventDefault();
          press(event.key);
        }
      }}
    >
      <SpaceBetween size="xxs">
        <Box fontSize="heading-m">
          <output aria-label={t('pad.pressed')}>{pressed || '–'}</output>
        </Box>
        {ROWS.map((row) => (
          <SpaceBetween key={row} direction="horizontal" size="xxs">
            {[...row].map((key) => (
              <Button key={key} ariaLabel={t('pad.key', { key })} onClick={() => press(key)}>
                {key}
              </Button>
            ))}
          </SpaceBetween>
        ))}
      </SpaceBetween>
    </fieldset>
  );
}
