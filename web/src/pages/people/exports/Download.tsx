import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { safeUrl } from '@/shell/links';
import { ProblemAlert } from '@/states/ProblemAlert';

/** Its link is good for a minute: it is asked for when it is used. */
export function Download({ id }: { id: string }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const linking = useMutation({
    mutationFn: () =>
      answered(api.POST('/v1/exports/{export_id}/links', { params: { path: { export_id: id } } })),
    onSuccess: ({ url }) => {
      if (safeUrl(url) !== null) {
        location.assign(url);
      }
    },
  });
  return (
    <>
      <Button
        variant="inline-link"
        iconName="download"
        loading={linking.isPending}
        onClick={() => linking.mutate()}
      >
        {t('exports.download')}
      </Button>
      <ProblemAlert error={linking.error} />
    </>
  );
}
