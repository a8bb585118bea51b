import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { CUSTOMERS } from '@/pages/people/customers/customer';
import { useSettled } from '@/pages/people/customers/useSettled';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { usePages } from '@/pages/people/listing/usePages';
import { useRole } from '@/pages/people/parts/useRole';
import { useSession } from '@/session/session';
import { useGo } from '@/shell/useGo';

export default function CustomersPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const { runs } = useRole();
  const go = useGo();
  const [text, setText] = useState('');
  const q = useSettled(text.trim());
  const rows = usePages([...CUSTOMERS, { q }], (cursor) =>
    answered(api.GET('/v1/customers', { params: { query: { limit: 60, q, cursor } } })),
  );
  const create = <CreateButton href="/customers/new" text={t('customers.create')} />;
  const actions = (
    <SpaceBetween direction="horizontal" size="xs">
      {runs && <Button {...go('/imports')}>{t('customers.import')}</Button>}
      {create}
    </SpaceBetween>
  );
  return (
    <Listing
      rows={rows}
      title={t('customers.title')}
      description={t('customers.intro')}
      actions={actions}
      search={{ text, change: setText, placeholder: t('customers.search') }}
      idOf={({ id }) => id}
      textOf={({ name }) => name}
      empty={t('customers.empty')}
      next={actions}
      columns={[
        {
          id: 'name',
          header: t('personName'),
          cell: ({ id, name }) => (
            <RowLink href={`/customers/${encodeURIComponent(id)}`}>{name}</RowLink>
          ),
        },
        {
          id: 'numbers',
          header: t('customers.numbers'),
          cell: ({ numbers }) => numbers.join(', '),
        },
        { id: 'company', header: t('customers.company'), cell: ({ company }) => company || '–' },
        { id: 'email', header: t('email'), cell: (customer) => customer.email || '–' },
        {
          id: 'tier',
          header: t('customers.tier'),
          cell: ({ tier }) => (tier === '' ? '–' : <Badge>{tier}</Badge>),
        },
        { id: 'tags', header: t('tags'), cell: ({ tags }) => tags.join(', ') || '–' },
      ]}
    />
  );
}
