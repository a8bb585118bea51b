/** A customer is made of who has called, her number being there already. */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { Dialog } from '@/editing/Dialog';
import { useClosing } from '@/pages/agent/customer/closing';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface NewCustomerProps {
  number: string;
  made: (customer: string) => void;
  close: () => void;
}

/** What an agent does not ask in a call. */
const NOTHING_MORE = {
  id: null,
  account_manager: null,
  address: '',
  greet_as: '',
  language: null,
  notes: '',
  opt_outs: [],
  queue: null,
  tags: [],
  tier: '',
};

const EMPTY = { name: '', number: '', company: '', email: '' };
const FIELDS = ['name', 'number', 'company', 'email'] as const;

export function NewCustomer({ number, made, close }: NewCustomerProps) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const queries = useQueryClient();
  const [fields, setFields] = useState({ ...EMPTY, number });
  const making = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/customers', {
          body: {
            ...NOTHING_MORE,
            name: fields.name,
            company: fields.company,
            email: fields.email,
            numbers: fields.number === '' ? [] : [fields.number],
          },
        }),
      ),
    onSuccess: (customer) => {
      void queries.invalidateQueries({ queryKey: ['look-up'] });
      made(customer.id);
      close();
    },
  });
  const { error } = making;
  const errorOf = (field: string) =>
    error instanceof ApiProblem
      ? error.ofField(field === 'number' ? 'numbers.0' : field)
      : undefined;
  const cancel = useClosing(
    FIELDS.some((field) => fields[field] !== (field === 'number' ? number : EMPTY[field])),
    close,
  );
  return (
    <Dialog
      title={t('newCustomer.title')}
      action={t('newCustomer.button')}
      isBusy={making.isPending}
      isDisabled={fields.name.trim() === ''}
      act={() => making.mutate()}
      close={cancel}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={error} />
        {FIELDS.map((field) => (
          <FormField key={field} label={t(`newCustomer.${field}`)} errorText={errorOf(field)}>
            <Input
              value={fields[field]}
              autoFocus={field === 'name'}
              onChange={({ detail }) => setFields({ ...fields, [field]: detail.value })}
            />
          </FormField>
        ))}
      </SpaceBetween>
    </Dialog>
  );
}
