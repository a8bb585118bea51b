/** When each day of a week is open. */
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { DayFields } from '@/pages/owner/hours/DayFields';
import { DAYS, minutesOpenInWeek, type Week, withDayCopied, withSlots } from '@/setup/slots';

interface WeekFieldsProps {
  week: Week;
  change: (week: Week) => void;
  errors: FieldErrors;
  /** Where the week stands in the body: `week`. */
  at: string;
}

export function WeekFields({ week, change, errors, at }: WeekFieldsProps) {
  const { t } = useTranslation('owner');
  return (
    <SpaceBetween size="s">
      {DAYS.map((day) => (
        <DayFields
          key={day}
          day={day}
          slots={week[day] ?? []}
          change={(slots) => change(withSlots(week, day, slots))}
          copyTo={(days) => change(withDayCopied(week, day, days))}
          errorOf={(index) =>
            index === null ? errors(`${at}.${day}`) : errors(`${at}.${day}[${index}]`)
          }
        />
      ))}
      <Box color="text-body-secondary">
        {t('hours.sum', { hours: Math.round(minutesOpenInWeek(week) / 6) / 10 })}
      </Box>
    </SpaceBetween>
  );
}
