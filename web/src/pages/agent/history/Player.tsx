/**
 * One recording. A link to it is good for a minute: it is asked for when somebody listens, and anew
 * when the browser cannot fetch by it any more, going on from where it was.
 */
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { Recording } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { safeUrl } from '@/shell/links';
import { duration, useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

/** A link that fails at once again is no matter of its age. */
const FRESH_MS = 5_000;

export function Player({ contact, recording }: { contact: string; recording: Recording }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const moments = useMoments();
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBroken, setBroken] = useState(false);
  const audio = useRef<HTMLAudioElement>(null);
  const askedMs = useRef(0);
  const from = useRef(0);

  const link = async () => {
    setError(null);
    setBroken(false);
    askedMs.current = Date.now();
    try {
      const { url: fresh } = await answered(
        api.POST('/v1/contacts/{contact_id}/recordings/{recording_id}/links', {
          params: { path: { contact_id: contact, recording_id: recording.id } },
          body: { download: false },
        }),
      );
      setUrl(safeUrl(fresh));
      setBroken(safeUrl(fresh) === null);
    } catch (refused) {
      setError(refused);
    }
  };

  const failed = () => {
    if (Date.now() - askedMs.current < FRESH_MS) {
      setBroken(true);
      return;
    }
    from.current = audio.current?.currentTime ?? 0;
    void link();
  };

  const loaded = () => {
    if (audio.current !== null && from.current > 0) {
      audio.current.currentTime = from.current;
      from.current = 0;
    }
  };

  const length = recording.duration_ms === null ? '' : duration(recording.duration_ms / 1000);
  const name = `${moments.dateAndTime(recording.started_at)} ${length}`;
  return (
    <SpaceBetween size="xxs">
      <span>{name}</span>
      {url === null ? (
        <Button
          iconName="play"
          onClick={() => void link()}
          ariaLabel={t('recording.play', { name })}
        >
          {t('recording.listen')}
        </Button>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
        <audio
          ref={audio}
          src={url}
          controls
          autoPlay
          aria-label={t('recording.play', { name })}
          onError={failed}
          onLoadedMetadata={loaded}
        />
      )}
      <ProblemAlert error={error} retry={() => void link()} />
      {isBroken && (
        <span role="alert">
          {t('recording.broken')}{' '}
          <Button variant="inline-link" onClick={() => void link()}>
            {t('recording.again')}
          </Button>
        </span>
      )}
    </SpaceBetween>
  );
}
