import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { Choice } from '@/editing/Choice';
import { Dialog } from '@/editing/Dialog';
import { POOL, useBusinesses } from '@/pages/people/operator/business';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

type PooledNumber = components['schemas']['PooledNumberView'];

/** Gives a number of the pool to a business that is live. */
export function Assigning({ number }: { number: PooledNumber }) {
  const { t } = useTranslation('people');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="inline-link" onClick={() => setOpen(true)}>
        {t('operator.assign')}
      </Button>
      {isOpen && <AssignDialog number={number} close={() => setOpen(false)} />}
    </>
  );
}

function AssignDialog({ number, close }: { number: PooledNumber; close: () => void }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const queries = useQueryClient();
  const [tenant, setTenant] = useState('');
  const live = useBusinesses().items.filter(({ state }) => state === 'live');
  const assigning = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/operator/numbers/{number_id}/assignment', {
          params: { path: { number_id: number.id } },
          body: { tenant },
        }),
      ),
    onSuccess: () => {
      close();
      return queries.invalidateQueries({ queryKey: POOL });
    },
  });
  return (
    <Dialog
      title={t('operator.assignTitle', { number: number.e164 })}
      action={t('operator.assign')}
      isDisabled={tenant === ''}
      isBusy={assigning.isPending}
      act={() => assigning.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <Choice
          label={t('operator.business')}
          hint={t('operator.assignHint')}
          value={tenant}
          options={live.map((each) => ({ value: each.tenant, label: each.name || each.tenant }))}
          change={setTenant}
        />
        <ProblemAlert error={assigning.error} />
      </SpaceBetween>
    </Dialog>
  );
}
