import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { Dialog } from '@/editing/Dialog';
import { useFieldErrors } from '@/editing/expected';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';
import { DAYS } from '@/setup/slots';
import { nameOf } from '@/setup/tree';
import { ProblemAlert } from '@/states/ProblemAlert';

type Body = components['schemas']['NewHoursBody'];

/** A schedule begins open from nine to five on weekdays. */
export function NewSchedule({
  created,
  close,
}: {
  created: (name: string) => void;
  close: () => void;
}) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const creating = useMutation({
    mutationFn: async (id: string) => {
      const days = DAYS.slice(0, 5).map((day) => [day, ['09:00-17:00']]);
      const body: Body = { name: id, week: Object.fromEntries(days), overrides: [] };
      await answered(api.POST('/v1/hours', { body }));
      await queries.invalidateQueries({ queryKey: SETUP_KEY });
      return id;
    },
    onSuccess: created,
  });
  const errors = useFieldErrors(creating.error);
  return (
    <Dialog
      title={t('hours.new')}
      action={t('create')}
      isBusy={creating.isPending}
      isDisabled={nameOf(name) === ''}
      act={() => creating.mutate(nameOf(name))}
      close={close}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={creating.error} />
        <FormField
          label={t('hours.name')}
          constraintText={name === '' ? undefined : t('savedAs', { name: nameOf(name) })}
          errorText={errors('name')}
        >
          <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Dialog>
  );
}
