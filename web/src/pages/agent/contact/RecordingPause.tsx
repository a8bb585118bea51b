/** Nothing is recorded while a customer says the number of her card. */
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface RecordingPauseProps {
  contact: string;
  isLive: boolean;
  isPaused: boolean;
  confirm: (isPaused: boolean) => void;
}

/** What the API has confirmed, and only that, says whether it is paused. */
export function RecordingPause({ contact, isLive, isPaused, confirm }: RecordingPauseProps) {
  const { t } = useTranslation('agent');
  const { api } = useSession();
  const params = { path: { contact_id: contact } };
  const turning = useMutation({
    mutationFn: async (pause: boolean) => {
      await (pause
        ? answered(api.POST('/v1/contacts/{contact_id}/recording-pauses', { params }))
        : answered(api.DELETE('/v1/contacts/{contact_id}/recording-pauses', { params })));
      return pause;
    },
    onSuccess: confirm,
  });
  return (
    <SpaceBetween size="xs">
      <ToggleButton
        pressed={isPaused}
        iconName="lock-private"
        pressedIconName="lock-private"
        disabled={!isLive}
        loading={turning.isPending}
        onChange={({ detail }) => turning.mutate(detail.pressed)}
      >
        {t(isPaused ? 'recording.resume' : 'recording.pause')}
      </ToggleButton>
      <span aria-live="polite">
        {isPaused && <Box color="text-status-success">{t('recording.isPaused')}</Box>}
      </span>
      <ProblemAlert error={turning.error} />
    </SpaceBetween>
  );
}
