import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { CODES, titleOf } from '@/pages/people/codes/code';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { usePages } from '@/pages/people/listing/usePages';
import { ActiveSign } from '@/pages/people/parts/ActiveSign';
import { useSession } from '@/session/session';

/** What agents say of a contact when it is over. */
export function Codes() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const rows = usePages(CODES, (cursor) =>
    answered(api.GET('/v1/wrap-up-codes', { params: { query: { limit: 100, cursor } } })),
  );
  const create = <CreateButton href="/codes/new" text={t('codes.create')} />;
  return (
    <Listing
      rows={rows}
      title={t('codes.title')}
      variant="h2"
      description={t('codes.intro')}
      actions={create}
      idOf={({ id }) => id}
      textOf={({ id, title, group }) => [id, group, ...Object.values(title)].join(' ')}
      empty={t('codes.empty')}
      next={create}
      columns={[
        {
          id: 'title',
          header: t('title'),
          cell: (code) => (
            <RowLink href={`/codes/${code.id}`}>{titleOf(code, i18n.language)}</RowLink>
          ),
        },
        { id: 'group', header: t('codes.group'), cell: ({ group }) => group || '–' },
        {
          id: 'queues',
          header: t('queues.title'),
          cell: ({ queues }) => queues.join(', ') || t('allQueues'),
        },
        { id: 'active', header: t('state'), cell: ({ active }) => <ActiveSign active={active} /> },
      ]}
    />
  );
}
