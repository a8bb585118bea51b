/** Two entries that are one person: the other one is taken into this one. */
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { CUSTOMERS, type Customer, type Summary } from '@/pages/people/customers/customer';
import { useSettled } from '@/pages/people/customers/useSettled';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

export function Merging({ customer }: { customer: Customer }) {
  const { t } = useTranslation('people');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('customers.merge')}</Button>
      {isOpen && <MergeDialog customer={customer} close={() => setOpen(false)} />}
    </>
  );
}

function MergeDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [other, setOther] = useState<Summary | null>(null);
  const q = useSettled(text.trim());
  const found = useQuery({
    queryKey: [...CUSTOMERS, 'merge', { q }],
    queryFn: () =>
      answered(api.GET('/v1/customers', { params: { query: { q, limit: 10, cursor: null } } })),
    enabled: q !== '' && other === null,
  });
  const others = (found.data?.items ?? []).filter(({ id }) => id !== customer.id);
  const merging = useMutation({
    mutationFn: (id: string) =>
      answered(
        api.POST('/v1/customers/{customer_id}/merges', {
          params: { path: { customer_id: customer.id } },
          body: { other_id: id },
        }),
      ),
    onSuccess: async () => {
      close();
      await queries.invalidateQueries({ queryKey: CUSTOMERS });
    },
  });
  return (
    <Dialog
      title={t('customers.mergeTitle', { name: customer.name })}
      action={t('customers.merge')}
      isDisabled={other === null}
      isBusy={merging.isPending}
      act={() => other !== null && merging.mutate(other.id)}
      close={close}
    >
      <SpaceBetween size="m">
        <span>{t('customers.mergeText')}</span>
        <FormField label={t('customers.mergeOther')} description={t('customers.search')}>
          <Autosuggest
            value={text}
            options={others.map((each) => ({
              value: each.id,
              label: each.name,
              description: [each.company, ...each.numbers].filter(Boolean).join(', '),
            }))}
            filteringType="manual"
            statusType={found.isFetching ? 'loading' : 'finished'}
            loadingText={t('listing.loading')}
            empty={q === '' ? t('customers.search') : t('listing.noMatch')}
            onChange={({ detail }) => {
              setText(detail.value);
              setOther(null);
            }}
            onSelect={({ detail }) => {
              const chosen = others.find(({ id }) => id === detail.value);
              if (chosen !== undefined) {
                setOther(chosen);
                setText(chosen.name);
              }
            }}
          />
        </FormField>
        {other !== null && (
          <span>{t('customers.mergeGoes', { name: other.name, into: customer.name })}</span>
        )}
        <ProblemAlert error={merging.error ?? found.error} />
      </SpaceBetween>
    </Dialog>
  );
}
