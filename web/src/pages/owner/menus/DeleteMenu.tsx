import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';
import { leadingTo, type Menu } from '@/setup/tree';
import { ProblemAlert } from '@/states/ProblemAlert';

interface DeleteMenuProps {
  id: string;
  menus: readonly Menu[];
  deleted: () => void;
  close: () => void;
}

export function DeleteMenu({ id, menus, deleted, close }: DeleteMenuProps) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: async () => {
      const params = { path: { menu_id: id }, header: { 'If-Match': '*' } };
      await answered(api.DELETE('/v1/menus/{menu_id}', { params }));
      await queries.invalidateQueries({ queryKey: SETUP_KEY });
    },
    onSuccess: deleted,
  });
  const leading = leadingTo(menus, id);
  return (
    <Dialog
      title={t('menus.deleteTitle', { name: id })}
      action={t('menus.delete')}
      isBusy={deleting.isPending}
      isDisabled={leading.length > 0}
      act={() => deleting.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={deleting.error} />
        <span>
          {leading.length > 0
            ? t('menus.ledTo', { menus: leading.join(', ') })
            : t('menus.deleteText')}
        </span>
      </SpaceBetween>
    </Dialog>
  );
}
