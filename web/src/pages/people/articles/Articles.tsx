import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { languageName } from '@/i18n/names';
import { ARTICLES } from '@/pages/people/articles/article';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';

export function Articles() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const rows = usePages(ARTICLES, (cursor) =>
    answered(api.GET('/v1/articles', { params: { query: { limit: 100, cursor } } })),
  );
  const create = <CreateButton href="/articles/new" text={t('articles.create')} />;
  return (
    <Listing
      rows={rows}
      title={t('articles.title')}
      variant="h2"
      description={t('articles.intro')}
      actions={create}
      idOf={({ id }) => id}
      textOf={({ title, tags }) => [title, ...tags].join(' ')}
      empty={t('articles.empty')}
      next={create}
      columns={[
        {
          id: 'title',
          header: t('title'),
          cell: ({ id, title }) => <RowLink href={`/articles/${id}`}>{title}</RowLink>,
        },
        {
          id: 'language',
          header: t('language'),
          cell: ({ language }) =>
            language === '' ? t('articles.anyLanguage') : languageName(language, i18n.language),
        },
        { id: 'tags', header: t('tags'), cell: ({ tags }) => tags.join(', ') || '–' },
        {
          id: 'changed',
          header: t('changedAt'),
          cell: ({ changed_at, created_at }) => moments.dateAndTime(changed_at ?? created_at),
        },
        {
          id: 'published',
          header: t('state'),
          cell: ({ published }) =>
            published ? (
              <StatusIndicator>{t('articles.published')}</StatusIndicator>
            ) : (
              <StatusIndicator type="stopped">{t('articles.draft')}</StatusIndicator>
            ),
        },
      ]}
    />
  );
}
