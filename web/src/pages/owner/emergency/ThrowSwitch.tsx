import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';
import { ProblemAlert } from '@/states/ProblemAlert';

/** Asks once more, since it concerns every caller; then throws it whatever it is. */
export function ThrowSwitch({ on, close }: { on: boolean; close: () => void }) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const throwing = useMutation({
    mutationFn: async () => {
      const params = { header: { 'If-Match': '*' } };
      await answered(api.PUT('/v1/emergency', { params, body: { on, message: null } }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['emergency'] }),
        queries.invalidateQueries({ queryKey: SETUP_KEY }),
      ]);
    },
    onSuccess: close,
  });
  return (
    <Dialog
      title={t(on ? 'emergency.askOn' : 'emergency.askOff')}
      action={t(on ? 'emergency.turnOn' : 'emergency.turnOff')}
      isBusy={throwing.isPending}
      act={() => throwing.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={throwing.error} />
        <span>{t(on ? 'emergency.askOnText' : 'emergency.askOffText')}</span>
      </SpaceBetween>
    </Dialog>
  );
}
