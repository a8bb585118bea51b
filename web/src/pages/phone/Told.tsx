import Box, { type BoxProps } from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { Latest } from '@/pages/phone/Latest';
import type { EventFrame } from '@/pages/phone/protocol';
import { useMoments } from '@/states/moments';

const COLOURS: Readonly<Record<string, BoxProps.Color>> = {
  warning: 'text-status-warning',
  failure: 'text-status-error',
  agent: 'text-status-info',
  quiet: 'text-body-secondary',
};

/** What flow, queue and agents do, as the terminal tells it. */
export function Told({ events }: { events: readonly EventFrame[] }) {
  const { t } = useTranslation('phone');
  const { clock } = useMoments();
  return (
    <Container header={<Header variant="h2">{t('told.title')}</Header>}>
      <Latest label={t('told.title')} of={events.length}>
        {events.length === 0 && <Box color="text-body-secondary">{t('told.none')}</Box>}
        {events.map((event, place) => (
          // Events are only ever added behind the others.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said
          <Box key={place} color={COLOURS[event.tone] ?? 'inherit'}>
            <Box variant="small" display="inline">
              {clock(event.at)}
            </Box>{' '}
            <strong>{event.label}</strong> {event.text}
          </Box>
        ))}
      </Latest>
    </Container>
  );
}
