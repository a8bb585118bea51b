import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/editing/Dialog';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { type Override, tidiedOverride } from '@/pages/owner/hours/overrides';
import { SlotFields } from '@/pages/owner/hours/SlotFields';
import { nextSlot, problemsOf } from '@/setup/slots';

interface OverrideDialogProps {
  override: Override;
  languages: readonly string[];
  errors: FieldErrors;
  take: (override: Override) => void;
  close: () => void;
}

export function OverrideDialog({ languages, errors, take, close, ...props }: OverrideDialogProps) {
  const { t } = useTranslation('owner');
  const [override, setOverride] = useState(props.override);
  const { slots, last, first } = override;
  const problems = problemsOf(slots);
  const isBackwards = last !== null && last < first;
  const isReady =
    override.name.trim() !== '' && first !== '' && !isBackwards && problems.every((each) => !each);
  const change = (changed: Partial<Override>) => setOverride({ ...override, ...changed });
  return (
    <Dialog
      title={t('overrides.one')}
      action={t('take')}
      isDisabled={!isReady}
      isLarge
      act={() => take(tidiedOverride(override))}
      close={close}
    >
      <SpaceBetween size="m">
        <FormField label={t('overrides.name')} errorText={errors('name')} stretch>
          <Input
            value={override.name}
            autoFocus
            onChange={({ detail }) => change({ name: detail.value })}
          />
        </FormField>
        <ColumnLayout columns={2}>
          <FormField label={t('overrides.first')} errorText={errors('first')}>
            <DatePicker value={first} onChange={({ detail }) => change({ first: detail.value })} />
          </FormField>
          <FormField
            label={t('overrides.last')}
            description={t('overrides.lastAbout')}
            errorText={isBackwards ? t('expected.lastBeforeFirst') : errors('last')}
          >
            <DatePicker
              value={last ?? ''}
              onChange={({ detail }) => change({ last: detail.value === '' ? null : detail.value })}
            />
          </FormField>
        </ColumnLayout>
        <Checkbox
          checked={override.yearly}
          onChange={({ detail }) => change({ yearly: detail.checked })}
        >
          {t('overrides.everyYear')}
        </Checkbox>
        <Toggle
          checked={slots.length > 0}
          onChange={({ detail }) => change({ slots: detail.checked ? ['09:00-13:00'] : [] })}
        >
          {t('overrides.openAtTimes')}
        </Toggle>
        {slots.map((slot, index) => (
          <SlotFields
            // A slot is known by its place: its text changes with each key.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            day={override.name}
            slot={slot}
            problem={problems[index] ?? null}
            refused={errors(`slots[${index}]`)}
            change={(changed) => change({ slots: slots.with(index, changed) })}
            remove={() => change({ slots: slots.toSpliced(index, 1) })}
          />
        ))}
        {slots.length > 0 && nextSlot(slots) !== null && (
          <AddSlot add={() => change({ slots: [...slots, nextSlot(slots) ?? ''] })} />
        )}
        <Texts
          label={t('overrides.spoken')}
          texts={override.spoken ?? {}}
          languages={languages}
          change={(spoken) => change({ spoken })}
          errorOf={(code) => errors(`spoken.${code}`)}
          oneLine
        />
      </SpaceBetween>
    </Dialog>
  );
}

function AddSlot({ add }: { add: () => void }) {
  const { t } = useTranslation('owner');
  return (
    <Button iconName="add-plus" onClick={add}>
      {t('hours.addTimes')}
    </Button>
  );
}
