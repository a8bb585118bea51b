import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { Voice } from '@/pages/phone/usePhone';

const KNOWN = ['denied', 'missing', 'busy', 'no_voice', 'no_path', 'blocked'] as const;

const TYPES = {
  off: 'stopped',
  starting: 'in-progress',
  on: 'success',
  muted: 'stopped',
} as const;

interface VoiceStateProps {
  voice: Voice;
  /** Undefined outside a call. */
  speak: (() => void) | undefined;
  mute: (on: boolean) => void;
}

/** The microphone: on, muted, or why there is none. */
export function VoiceState({ voice, speak, mute }: VoiceStateProps) {
  const { t } = useTranslation('phone');
  if (typeof voice === 'object') {
    const code = KNOWN.find((each) => each === voice.code) ?? 'other';
    return (
      <Alert
        type={code === 'no_voice' ? 'info' : 'warning'}
        action={
          speak !== undefined &&
          code !== 'no_voice' && <Button onClick={speak}>{t('voice.retry')}</Button>
        }
      >
        {t(`voice.failed.${code}`)}
      </Alert>
    );
  }
  const muted = voice === 'muted';
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <StatusIndicator type={TYPES[voice]}>{t(`voice.${voice}`)}</StatusIndicator>
      {(voice === 'on' || voice === 'muted') && (
        <Button iconName={muted ? 'microphone' : 'microphone-off'} onClick={() => mute(!muted)}>
          {t(muted ? 'voice.unmute' : 'voice.mute')}
        </Button>
      )}
    </SpaceBetween>
  );
}
