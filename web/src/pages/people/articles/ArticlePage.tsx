import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { ArticleFields } from '@/pages/people/articles/ArticleFields';
import { ARTICLES, type Article } from '@/pages/people/articles/article';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { useSession } from '@/session/session';

const LIST = '/scripts?tab=articles';

export default function ArticlePage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const id = useParam('id');
  const path = { article_id: id };
  const edited = useEdited<Article>({
    queryKey: [...ARTICLES, id],
    load: () => answeredWithVersion(api.GET('/v1/articles/{article_id}', { params: { path } })),
    save: async ({ title, body, language, tags, published }, etag) => {
      await answered(
        api.PUT('/v1/articles/{article_id}', {
          params: { path, header: { 'If-Match': etag } },
          body: { title, body, language, tags, published },
        }),
      );
      return undefined;
    },
    alsoShownIn: [ARTICLES],
  });
  const errorOf = useFieldErrors(edited.error);
  const saved = edited.query.data;
  const title = saved?.body.title ?? '…';
  const facts = (article: Article) => [
    { label: t('title'), text: article.title },
    { label: t('language'), text: article.language || t('articles.anyLanguage') },
    { label: t('tags'), text: article.tags.join(', ') },
    { label: t('articles.published'), text: common(article.published ? 'yes' : 'no') },
    { label: t('articles.body'), text: article.body },
  ];
  return (
    <EditPage
      edited={edited}
      title={title}
      above={{ text: t('articles.title'), href: LIST }}
      facts={facts}
      fields={(article, change) => (
        <ArticleFields
          article={article}
          change={(changed) => change({ ...article, ...changed })}
          errorOf={errorOf}
        />
      )}
      actions={
        <Asking
          text={common('delete')}
          question={t('articles.remove', { title })}
          act={() =>
            answered(
              api.DELETE('/v1/articles/{article_id}', {
                params: { path, header: { 'If-Match': saved?.etag ?? '*' } },
              }),
            )
          }
          shownIn={ARTICLES}
          then={LIST}
        >
          {t('articles.removeText')}
        </Asking>
      }
    />
  );
}
