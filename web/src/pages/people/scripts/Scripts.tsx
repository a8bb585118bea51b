import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { usePages } from '@/pages/people/listing/usePages';
import { ActiveSign } from '@/pages/people/parts/ActiveSign';
import { SCRIPTS } from '@/pages/people/scripts/script';
import { useSession } from '@/session/session';

export function Scripts() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const rows = usePages(SCRIPTS, (cursor) =>
    answered(api.GET('/v1/scripts', { params: { query: { limit: 100, cursor } } })),
  );
  const create = <CreateButton href="/scripts/new" text={t('scripts.create')} />;
  return (
    <Listing
      rows={rows}
      title={t('scripts.title')}
      variant="h2"
      description={t('scripts.intro')}
      actions={create}
      idOf={({ id }) => id}
      textOf={({ title, tags, queues }) => [title, ...tags, ...queues].join(' ')}
      empty={t('scripts.empty')}
      next={create}
      columns={[
        {
          id: 'title',
          header: t('title'),
          cell: ({ id, title }) => <RowLink href={`/scripts/${id}`}>{title}</RowLink>,
        },
        {
          id: 'queues',
          header: t('queues.title'),
          cell: ({ queues }) => queues.join(', ') || t('allQueues'),
        },
        { id: 'tags', header: t('tags'), cell: ({ tags }) => tags.join(', ') || '–' },
        { id: 'active', header: t('state'), cell: ({ active }) => <ActiveSign active={active} /> },
      ]}
    />
  );
}
