/** A call: hold, mute, keys, transfer, end. */
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { DialPad } from '@/pages/agent/contact/DialPad';
import { Legs } from '@/pages/agent/contact/Legs';
import { RecordingPause } from '@/pages/agent/contact/RecordingPause';
import { Transfer } from '@/pages/agent/contact/Transfer';
import { useShortcuts } from '@/pages/agent/shortcuts/useShortcuts';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';
import { colleagueLegs, customerLeg, isLive } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';

interface VoicePanelProps {
  contact: Contact;
  isRecordingPaused: boolean;
  /** The centre has done it. */
  confirmPause: (isPaused: boolean) => void;
}

export function VoicePanel({ contact, isRecordingPaused, confirmPause }: VoicePanelProps) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const { isMuted } = useTelephoneState();
  const act = useAct();
  const [isPadOpen, openPad] = useState(false);
  const [isTransferOpen, openTransfer] = useState(false);
  const customer = customerLeg(contact);
  const isHeld = customer?.state === 'held';
  const hold = () =>
    customer !== undefined &&
    void act(() =>
      isHeld ? telephone.resume(contact.id, customer.id) : telephone.hold(contact.id, customer.id),
    );
  const mute = () => telephone.mute(!isMuted);
  const end = () => void act(() => telephone.leave(contact.id));
  useShortcuts({
    hold,
    mute,
    end,
    pad: () => openPad((before) => !before),
    transfer: () => openTransfer(true),
  });
  return (
    <SpaceBetween size="m">
      <SpaceBetween direction="horizontal" size="xs">
        <ToggleButton
          pressed={isHeld}
          iconName="pause"
          pressedIconName="play"
          disabled={!isLive(contact) || customer === undefined}
          onChange={hold}
        >
          {t(isHeld ? 'call.resume' : 'call.hold')}
        </ToggleButton>
        <ToggleButton
          pressed={isMuted}
          iconName="microphone"
          pressedIconName="microphone-off"
          disabled={!isLive(contact)}
          onChange={mute}
        >
          {t(isMuted ? 'call.unmute' : 'call.mute')}
        </ToggleButton>
        <ToggleButton
          pressed={isPadOpen}
          iconName="grid-view"
          pressedIconName="grid-view"
          disabled={!isLive(contact)}
          onChange={({ detail }) => openPad(detail.pressed)}
        >
          {t('pad.title')}
        </ToggleButton>
        <Button
          iconName="call"
          disabled={!isLive(contact) || colleagueLegs(contact).length > 0}
          onClick={() => openTransfer(true)}
        >
          {t('transfer.button')}
        </Button>
        <Button iconName="status-negative" onClick={end}>
          {t('call.end')}
        </Button>
      </SpaceBetween>
      <RecordingPause
        contact={contact.id}
        isLive={isLive(contact)}
        isPaused={isRecordingPaused}
        confirm={confirmPause}
      />
      <Legs contact={contact} />
      {isPadOpen && <DialPad contact={contact.id} />}
      {isTransferOpen && <Transfer contact={contact} close={() => openTransfer(false)} />}
    </SpaceBetween>
  );
}
