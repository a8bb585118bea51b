import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { CodeFields } from '@/pages/people/codes/CodeFields';
import { CODES, type Code, titleOf } from '@/pages/people/codes/code';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { useSession } from '@/session/session';

const LIST = '/scripts?tab=codes';

export default function CodePage() {
  const { t, i18n } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const id = useParam('id');
  const path = { code_id: id };
  const edited = useEdited<Code>({
    queryKey: [...CODES, id],
    load: () => answeredWithVersion(api.GET('/v1/wrap-up-codes/{code_id}', { params: { path } })),
    save: async ({ id: _, ...body }, etag) => {
      await answered(
        api.PUT('/v1/wrap-up-codes/{code_id}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      );
      return undefined;
    },
    alsoShownIn: [CODES],
  });
  const errorOf = useFieldErrors(edited.error);
  const saved = edited.query.data;
  const title = saved === undefined ? id : titleOf(saved.body, i18n.language);
  const facts = (code: Code) => [
    ...Object.entries(code.title).map(([language, text]) => ({
      label: `${t('title')} · ${language}`,
      text,
    })),
    { label: t('codes.group'), text: code.group },
    { label: t('queues.title'), text: code.queues.join(', ') || t('allQueues') },
    { label: t('active'), text: common(code.active ? 'yes' : 'no') },
  ];
  return (
    <EditPage
      edited={edited}
      title={title}
      above={{ text: t('codes.title'), href: LIST }}
      facts={facts}
      fields={(code, change) => <CodeFields code={code} change={change} errorOf={errorOf} />}
      actions={
        <Asking
          text={common('delete')}
          question={t('codes.remove', { title })}
          act={() =>
            answered(
              api.DELETE('/v1/wrap-up-codes/{code_id}', {
                params: { path, header: { 'If-Match': saved?.etag ?? '*' } },
              }),
            )
          }
          shownIn={CODES}
          then={LIST}
        >
          {t('codes.removeText')}
        </Asking>
      }
    />
  );
}
