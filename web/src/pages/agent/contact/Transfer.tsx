/**
 * Ask a colleague, a queue or another number to take over.
 *
 * The contact keeps its attributes, so whoever takes it sees the same customer card, and nobody has
 * to ask again.
 */
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useTroubleText } from '@/pages/agent/acting';
import { useFullNumber } from '@/pages/agent/status/fullNumber';
import { useTelephone } from '@/pages/agent/telephone/context';
import type { Contact, QuickConnect } from '@/pages/agent/telephone/port';
import { useSession } from '@/session/session';

const KINDS = ['agent', 'queue', 'number'] as const;

export function Transfer({ contact, close }: { contact: Contact; close: () => void }) {
  const { t } = useTranslation('agent');
  const { t: common } = useTranslation();
  const telephone = useTelephone();
  const troubleText = useTroubleText();
  const fullNumber = useFullNumber();
  const [chosen, setChosen] = useState<SelectProps.Option | null>(null);
  const [number, setNumber] = useState('');
  const isVoice = contact.channel === 'voice';
  const known = useQuery({
    queryKey: ['quick-connects'],
    queryFn: () => telephone.quickConnects(),
  });
  const labels = useLabels();
  const asking = useMutation({
    mutationFn: async () => {
      const target = known.data?.find(({ id }) => id === chosen?.value);
      await telephone.consult(contact.id, target ?? ofNumber(await fullNumber(number)));
    },
    onSuccess: close,
  });
  return (
    <Dialog
      title={t('transfer.title')}
      action={t(isVoice ? 'transfer.consult' : 'transfer.handOver')}
      isBusy={asking.isPending}
      isDisabled={chosen === null && number.trim() === ''}
      act={() => asking.mutate()}
      close={close}
    >
      <SpaceBetween size="m">
        <span>{t(isVoice ? 'transfer.text' : 'transfer.textHandOver')}</span>
        <FormField
          label={t('transfer.to')}
          errorText={asking.error === null ? undefined : troubleText(asking.error)}
        >
          <Select
            selectedOption={chosen}
            options={KINDS.map((kind) => ({
              label: t(`transfer.${kind}s`),
              options: (known.data ?? [])
                .filter((each) => each.kind === kind)
                .map((each) => ({
                  value: each.id,
                  label: labels.get(each.id) ?? each.name,
                  description: each.number,
                })),
            })).filter(({ options }) => options.length > 0)}
            filteringType="auto"
            filteringAriaLabel={t('transfer.search')}
            filteringPlaceholder={t('transfer.search')}
            placeholder={t('transfer.choose')}
            empty={t('transfer.none')}
            statusType={known.isPending ? 'loading' : known.isError ? 'error' : 'finished'}
            loadingText={common('loading')}
            errorText={known.error === null ? '' : troubleText(known.error)}
            recoveryText={common('retry')}
            onLoadItems={() => known.isError && void known.refetch()}
            onChange={({ detail }) => {
              setChosen(detail.selectedOption);
              setNumber('');
            }}
          />
        </FormField>
        {isVoice && (
          <FormField label={t('transfer.otherNumber')} description={t('dial.hint')}>
            <Input
              value={number}
              inputMode="tel"
              onChange={({ detail }) => {
                setNumber(detail.value);
                setChosen(null);
              }}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Dialog>
  );
}

/** What people call those whom Amazon Connect has under names of its own. */
function useLabels(): ReadonlyMap<string, string> {
  const { api } = useSession();
  const named = useQuery({
    queryKey: ['quick-connect-labels'],
    queryFn: () => answered(api.GET('/v1/quick-connects')),
    staleTime: 300_000,
  });
  return new Map((named.data?.items ?? []).map(({ arn, label }) => [arn, label]));
}

function ofNumber(number: string): QuickConnect {
  return { id: '', kind: 'number', name: '', number };
}
