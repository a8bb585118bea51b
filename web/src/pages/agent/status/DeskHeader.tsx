/** Title, status and what an agent can do without a contact. */
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AgentStatus } from '@/pages/agent/status/AgentStatus';
import { DialOut } from '@/pages/agent/status/DialOut';
import { NoticeButton } from '@/pages/agent/status/NoticeButton';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';

export function DeskHeader({ showHelp }: { showHelp: () => void }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const { link, agent } = useTelephoneState();
  const [isDialling, dial] = useState(false);
  const [isPanelShown, setPanelShown] = useState(false);
  return (
    <>
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {agent?.canCallOut === true && (
              <Button iconName="call" onClick={() => dial(true)}>
                {t('dial.button')}
              </Button>
            )}
            <ToggleButton
              pressed={isPanelShown}
              iconName="settings"
              pressedIconName="settings"
              onChange={({ detail }) => {
                setPanelShown(detail.pressed);
                telephone.showPanel(detail.pressed);
              }}
            >
              {t('panel')}
            </ToggleButton>
            <NoticeButton />
            <Button iconName="keyboard" ariaLabel={t('shortcuts.title')} onClick={showHelp} />
          </SpaceBetween>
        }
      >
        {t('title')}
      </Header>
      {agent !== null && link === 'connected' && <AgentStatus agent={agent} />}
      {isDialling && <DialOut close={() => dial(false)} />}
    </>
  );
}
