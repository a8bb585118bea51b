import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { ArticleFields } from '@/pages/people/articles/ArticleFields';
import { ARTICLES, type ArticleBody } from '@/pages/people/articles/article';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { useSession } from '@/session/session';

const LIST = '/scripts?tab=articles';
const EMPTY: ArticleBody = { title: '', body: '', language: '', tags: [], published: true };

export default function NewArticlePage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async (body) => {
      await answered(api.POST('/v1/articles', { body }));
      return { href: LIST };
    },
    shownIn: ARTICLES,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('articles.new')}
      above={{ text: t('articles.title'), href: LIST }}
      text={t('articles.create')}
    >
      <ArticleFields
        article={made.value}
        change={(changed) => made.change({ ...made.value, ...changed })}
        errorOf={errorOf}
      />
    </NewForm>
  );
}
