import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { SlotFields } from '@/pages/owner/hours/SlotFields';
import { DAYS, type Day, nextSlot, problemsOf } from '@/setup/slots';

interface DayFieldsProps {
  day: Day;
  slots: readonly string[];
  change: (slots: readonly string[]) => void;
  copyTo: (days: readonly Day[]) => void;
  /** Of one slot, or of the day as a whole. */
  errorOf: (index: number | null) => string | undefined;
}

export function DayFields({ day, slots, change, copyTo, errorOf }: DayFieldsProps) {
  const { t } = useTranslation('owner');
  const name = t(`hours.day.${day}`);
  const next = nextSlot(slots);
  const problems = problemsOf(slots);
  return (
    <FormField stretch errorText={errorOf(null)}>
      <Grid
        gridDefinition={[
          { colspan: { default: 12, xs: 2 } },
          { colspan: { default: 12, xs: 7 } },
          { colspan: { default: 12, xs: 3 } },
        ]}
      >
        <Box fontWeight="bold" padding={{ top: 'xxs' }}>
          {name}
        </Box>
        <SpaceBetween size="xs">
          {slots.length === 0 && <Box color="text-status-inactive">{t('hours.closed')}</Box>}
          {slots.map((slot, index) => (
            <SlotFields
              // A slot is known by its place: its text changes with each key.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={index}
              day={name}
              slot={slot}
              problem={problems[index] ?? null}
              refused={errorOf(index)}
              change={(changed) => change(slots.with(index, changed))}
              remove={() => change(slots.toSpliced(index, 1))}
            />
          ))}
        </SpaceBetween>
        <SpaceBetween direction="horizontal" size="xxs">
          <Button
            iconName="add-plus"
            variant="icon"
            disabled={next === null}
            ariaLabel={t('hours.addSlot', { day: name })}
            onClick={() => next !== null && change([...slots, next])}
          />
          <ButtonDropdown
            variant="icon"
            ariaLabel={t('hours.copy', { day: name })}
            items={[
              { id: 'weekdays', text: t('hours.copyWeekdays') },
              { id: 'all', text: t('hours.copyAll') },
            ]}
            onItemClick={({ detail }) => copyTo(detail.id === 'all' ? DAYS : DAYS.slice(0, 5))}
          />
        </SpaceBetween>
      </Grid>
    </FormField>
  );
}
