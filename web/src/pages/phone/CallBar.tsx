import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { Phone } from '@/pages/phone/phone';
import { Timer } from '@/states/Timer';

/** The reasons of Amazon Connect, and those of a telephone. */
const ENDS = {
  CUSTOMER_DISCONNECT: 'hung_up',
  CONTACT_FLOW_DISCONNECT: 'flow',
  AGENT_DISCONNECT: 'agent',
  THIRD_PARTY_DISCONNECT: 'third',
  EXPIRED: 'expired',
  busy: 'declined',
  unanswered: 'unanswered',
  lost: 'lost',
} as const;
type End = (typeof ENDS)[keyof typeof ENDS];

/** With which number of the centre this phone speaks, for how long, and the key that ends it. */
export function CallBar({ phone, hangUp }: { phone: Phone; hangUp: () => void }) {
  const { t } = useTranslation('phone');
  const { state, to } = phone.line;
  const number = to ?? t('line.hidden');
  const end = (ENDS as Readonly<Record<string, End>>)[phone.ended ?? ''];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            state === 'connected' && (
              <Button iconName="call" variant="primary" onClick={hangUp}>
                {t('call.hangUp')}
              </Button>
            )
          }
        >
          <LiveRegion>{t(`line.${state}`, { number })}</LiveRegion>
        </Header>
      }
    >
      {phone.since !== null ? (
        <Box variant="awsui-value-large">
          <Timer sinceMs={phone.since} />
        </Box>
      ) : (
        <Standing phone={phone} end={end} />
      )}
    </Container>
  );
}

function Standing({ phone, end }: { phone: Phone; end: End | undefined }) {
  const { t } = useTranslation('phone');
  if (phone.ended === null) {
    return null;
  }
  return (
    <LiveRegion>
      <StatusIndicator type={end === 'lost' ? 'warning' : 'stopped'}>
        {t(end === undefined ? 'ended.label' : `ended.${end}`)}
      </StatusIndicator>
    </LiveRegion>
  );
}
