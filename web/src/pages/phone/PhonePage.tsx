/** A telephone to try the centre with: rings any number of the businesses on this computer. */
import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { CallBar } from '@/pages/phone/CallBar';
import { Choosing } from '@/pages/phone/Choosing';
import { FlowBlocks } from '@/pages/phone/FlowBlocks';
import { Heard } from '@/pages/phone/Heard';
import { KeyPad } from '@/pages/phone/KeyPad';
import { Refusals } from '@/pages/phone/Refusals';
import { Ringing } from '@/pages/phone/Ringing';
import { Told } from '@/pages/phone/Told';
import { useChoice } from '@/pages/phone/useChoice';
import { usePhone } from '@/pages/phone/usePhone';
import { VoiceState } from '@/pages/phone/VoiceState';
import { PageLoading } from '@/states/PageLoading';
import { useWorld } from '@/world';

export default function PhonePage() {
  const { t } = useTranslation('phone');
  const { phone } = useWorld();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('about')}>
          {t('title')}
        </Header>
      }
    >
      {phone === null ? <Alert>{t('notHere')}</Alert> : <PhoneOn socket={phone.socket} />}
    </ContentLayout>
  );
}

function PhoneOn({ socket }: { socket: string }) {
  const inHand = usePhone(socket);
  const { phone, voice, send } = inHand;
  const choice = useChoice(phone.businesses ?? []);
  if (phone.businesses === null && phone.connection === 'connecting') {
    return <PageLoading />;
  }
  return (
    <SpaceBetween size="l">
      <Refusals phone={phone} dismiss={inHand.dismiss} />
      <Grid
        gridDefinition={[{ colspan: { default: 12, s: 5 } }, { colspan: { default: 12, s: 7 } }]}
      >
        <SpaceBetween size="l">
          {phone.line.state === 'rung' ? (
            <Ringing
              from={phone.line.from}
              answer={inHand.answer}
              decline={() => send({ type: 'decline' })}
            />
          ) : (
            <CallBar phone={phone} hangUp={() => send({ type: 'hang_up' })} />
          )}
          {phone.line.state === 'idle' && phone.businesses !== null && (
            <Choosing
              businesses={phone.businesses}
              disabled={phone.connection !== 'open'}
              calling={voice === 'starting'}
              call={inHand.call}
              choice={choice}
              lent={phone.lent}
              lend={inHand.lend}
            />
          )}
          {phone.line.state === 'connected' && (
            <KeyPad listening={phone.listening} press={(key) => send({ type: 'press', key })} />
          )}
          <VoiceState
            voice={voice}
            mute={inHand.mute}
            speak={phone.line.state === 'connected' ? inHand.speak : undefined}
          />
        </SpaceBetween>
        <SpaceBetween size="l">
          <Heard captions={phone.heard} />
          <Told events={phone.told} />
          <FlowBlocks flows={phone.flows} />
        </SpaceBetween>
      </Grid>
    </SpaceBetween>
  );
}
