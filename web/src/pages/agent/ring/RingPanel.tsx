/** A contact that waits to be taken, with whom it is from. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { RingCard } from '@/pages/agent/customer/RingCard';
import { useTelephone } from '@/pages/agent/telephone/context';
import { nameOf } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';
import { Timer } from '@/states/Timer';

export function RingPanel({ contact }: { contact: Contact }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const act = useAct();
  const what = t(contact.isCallback ? 'ring.callback' : `ring.${contact.channel}`);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={[contact.number, contact.queue, contact.description]
            .filter((each) => each !== '')
            .join(' · ')}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                variant="primary"
                iconName="check"
                ariaLabel={t('ring.acceptFrom', { who: nameOf(contact) || t('ring.unknown') })}
                onClick={() => void act(() => telephone.accept(contact.id))}
              >
                {t('ring.accept')}
              </Button>
              <Button iconName="close" onClick={() => void act(() => telephone.reject(contact.id))}>
                {t('ring.reject')}
              </Button>
            </SpaceBetween>
          }
        >
          {what}: {nameOf(contact) || t('ring.unknown')}{' '}
          <Box variant="span">
            <Timer sinceMs={contact.sinceMs} />
          </Box>
        </Header>
      }
    >
      <RingCard contact={contact} />
    </Container>
  );
}
