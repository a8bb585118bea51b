import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Latest } from '@/pages/phone/Latest';
import type { CaptionFrame } from '@/pages/phone/protocol';
import { useMoments } from '@/states/moments';

/** Captions: for who cannot hear, and for where there is no voice. */
export function Heard({ captions }: { captions: readonly CaptionFrame[] }) {
  const { t } = useTranslation('phone');
  const { clock } = useMoments();
  return (
    <Container header={<Header variant="h2">{t('heard.title')}</Header>}>
      <Latest label={t('heard.title')} of={captions.length}>
        {captions.length === 0 ? (
          <Box color="text-body-secondary">{t('heard.none')}</Box>
        ) : (
          <SpaceBetween size="xs">
            {captions.map((caption, place) => (
              // Captions are only ever added behind the others.
              // biome-ignore lint/suspicious/noArrayIndexKey: as said
              <div key={place}>
                <Box variant="small">
                  {t(`heard.${caption.who}`)} · {clock(caption.at)}
                </Box>
                <Box fontSize="heading-s">
                  <span lang={caption.language}>{caption.text}</span>
                </Box>
              </div>
            ))}
          </SpaceBetween>
        )}
      </Latest>
    </Container>
  );
}
