import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { ScriptFields } from '@/pages/people/scripts/ScriptFields';
import { SCRIPTS, type Script } from '@/pages/people/scripts/script';
import { useSession } from '@/session/session';

export default function ScriptPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const id = useParam('id');
  const path = { script_id: id };
  const edited = useEdited<Script>({
    queryKey: [...SCRIPTS, id],
    load: () => answeredWithVersion(api.GET('/v1/scripts/{script_id}', { params: { path } })),
    save: async ({ id: _, ...body }, etag) => {
      await answered(
        api.PUT('/v1/scripts/{script_id}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      );
      return undefined;
    },
    alsoShownIn: [SCRIPTS],
  });
  const errorOf = useFieldErrors(edited.error);
  const saved = edited.query.data;
  const title = saved?.body.title ?? '…';
  const facts = (script: Script) => [
    { label: t('title'), text: script.title },
    { label: t('queues.title'), text: script.queues.join(', ') || t('allQueues') },
    { label: t('tags'), text: script.tags.join(', ') },
    { label: t('active'), text: common(script.active ? 'yes' : 'no') },
    ...script.steps.map((step, place) => ({
      label: t('scripts.step', { number: place + 1 }),
      text: [
        ...Object.values(step.say),
        ...step.answers.map((answer) => `→ ${Object.values(answer.text).join(' / ')}`),
      ].join(' · '),
    })),
  ];
  return (
    <EditPage
      edited={edited}
      title={title}
      above={{ text: t('scripts.page'), href: '/scripts' }}
      facts={facts}
      fields={(script, change) => (
        <ScriptFields
          script={script}
          change={(changed) => change({ ...script, ...changed })}
          errorOf={errorOf}
        />
      )}
      actions={
        <Asking
          text={common('delete')}
          question={t('scripts.remove', { title })}
          act={() =>
            answered(
              api.DELETE('/v1/scripts/{script_id}', {
                params: { path, header: { 'If-Match': saved?.etag ?? '*' } },
              }),
            )
          }
          shownIn={SCRIPTS}
          then="/scripts"
        >
          {t('scripts.removeText')}
        </Asking>
      }
    />
  );
}
