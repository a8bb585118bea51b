import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Choice } from '@/editing/Choice';
import { Dialog } from '@/editing/Dialog';
import { useFieldErrors } from '@/editing/expected';
import { API_KEYS } from '@/pages/people/keys/useApiKeys';
import { Line } from '@/pages/people/parts/Line';
import { useSession } from '@/session/session';
import { startOfDay } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

// No key is an owner's.
const ROLES = ['admin', 'supervisor', 'agent', 'analyst'] as const;

interface NewKeyProps {
  made: (key: { name: string; key: string }) => void;
  close: () => void;
}

export function NewKey({ made, close }: NewKeyProps) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]>('agent');
  const [day, setDay] = useState('');
  const making = useMutation({
    mutationFn: () =>
      answered(api.POST('/v1/api-keys', { body: { name, role, expires_at: startOfDay(day) } })),
    onSuccess: async (key) => {
      made(key);
      await queries.invalidateQueries({ queryKey: API_KEYS });
    },
  });
  const errorOf = useFieldErrors(making.error);
  return (
    <Dialog
      title={t('keys.new')}
      action={t('keys.create')}
      isBusy={making.isPending}
      isDisabled={name.trim() === ''}
      act={() => making.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={making.error} />
        <Line
          label={t('keys.program')}
          value={name}
          error={errorOf('name')}
          autoFocus
          change={setName}
        />
        <Choice
          label={t('role')}
          value={role}
          options={ROLES.map((value) => ({
            value,
            label: t(`roles.${value}`),
            description: t(`mayDo.${value}`),
          }))}
          error={errorOf('role')}
          change={(value) => setRole(ROLES.find((each) => each === value) ?? role)}
        />
        <FormField
          label={t('keys.expires')}
          description={t('keys.expiresHint')}
          errorText={errorOf('expires_at')}
        >
          <DatePicker
            value={day}
            placeholder={common('day')}
            openCalendarAriaLabel={() => t('audit.calendar')}
            onChange={({ detail }) => setDay(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Dialog>
  );
}
