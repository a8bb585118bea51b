import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useFieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';
import { nameOf, newChoice } from '@/setup/tree';
import { ProblemAlert } from '@/states/ProblemAlert';

interface NewMenuProps {
  setup: Setup;
  created: (id: string) => void;
  close: () => void;
}

/** A menu begins with its prompt and one key, which leads to the queue that takes everything. */
export function NewMenu({ setup, created, close }: NewMenuProps) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const languages = codesOf(setup);
  const [name, setName] = useState('');
  const [prompt, setPrompt] = useState<Record<string, string>>({});
  const creating = useMutation({
    mutationFn: async (id: string) => {
      const queue = setup.queues.find(({ fallback }) => fallback)?.name ?? '';
      const choices = { '0': { ...newChoice('queue', languages), queue } };
      const body = { id, prompt, choices, default_queue: '' };
      await answered(api.POST('/v1/menus', { body }));
      await queries.invalidateQueries({ queryKey: SETUP_KEY });
      return id;
    },
    onSuccess: created,
  });
  const errors = useFieldErrors(creating.error);
  return (
    <Dialog
      title={t('menus.new')}
      action={t('create')}
      isBusy={creating.isPending}
      isDisabled={nameOf(name) === ''}
      act={() => creating.mutate(nameOf(name))}
      close={close}
      isLarge
    >
      <SpaceBetween size="m">
        <ProblemAlert error={creating.error} />
        <FormField
          label={t('menus.name')}
          description={t('menus.nameAbout')}
          constraintText={name === '' ? undefined : t('savedAs', { name: nameOf(name) })}
          errorText={errors('id')}
        >
          <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <Texts
          label={t('menus.prompt')}
          texts={prompt}
          languages={languages}
          change={setPrompt}
          errorOf={(code) => errors(`prompt.${code}`)}
        />
      </SpaceBetween>
    </Dialog>
  );
}
