import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { QUEUES, type Queue } from '@/pages/people/parts/references';
import { QueueFields } from '@/pages/people/queues/QueueFields';
import { useSession } from '@/session/session';

export default function QueuePage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const name = useParam('name');
  const path = { name };
  const edited = useEdited<Queue>({
    queryKey: [...QUEUES, name],
    load: () => answeredWithVersion(api.GET('/v1/queues/{name}', { params: { path } })),
    save: ({ name: _, ...body }, etag) =>
      answered(
        api.PUT('/v1/queues/{name}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      ),
    alsoShownIn: [QUEUES],
  });
  const errorOf = useFieldErrors(edited.error);
  const facts = (queue: Queue) => [
    { label: t('queues.schedule'), text: queue.schedule || t('queues.alwaysOpen') },
    { label: t('queues.overflow'), text: queue.overflow_to ?? '' },
    { label: t('queues.target'), text: String(queue.target_s ?? '') },
    { label: t('queues.capacity'), text: String(queue.capacity ?? '') },
    { label: t('queues.fallback'), text: common(queue.fallback ? 'yes' : 'no') },
  ];
  return (
    <EditPage
      edited={edited}
      title={name}
      above={{ text: t('queues.title'), href: '/queues' }}
      facts={facts}
      fields={(queue, change) => <QueueFields queue={queue} change={change} errorOf={errorOf} />}
      actions={
        <Asking
          text={common('delete')}
          question={t('queues.remove', { name })}
          act={() =>
            answered(
              api.DELETE('/v1/queues/{name}', {
                params: { path, header: { 'If-Match': edited.query.data?.etag ?? '*' } },
              }),
            )
          }
          shownIn={QUEUES}
          then="/queues"
        >
          {t('queues.removeText')}
        </Asking>
      }
    />
  );
}
