import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';
import { ProblemAlert } from '@/states/ProblemAlert';

interface DeleteScheduleProps {
  schedule: string;
  deleted: () => void;
  close: () => void;
}

export function DeleteSchedule({ schedule, deleted, close }: DeleteScheduleProps) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: async () => {
      const params = { path: { schedule }, header: { 'If-Match': '*' } };
      await answered(api.DELETE('/v1/hours/{schedule}', { params }));
      await queries.invalidateQueries({ queryKey: SETUP_KEY });
    },
    onSuccess: deleted,
  });
  return (
    <Dialog
      title={t('hours.deleteTitle', { name: schedule })}
      action={t('hours.delete')}
      isBusy={deleting.isPending}
      act={() => deleting.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={deleting.error} />
        <span>{t('hours.deleteText')}</span>
      </SpaceBetween>
    </Dialog>
  );
}
