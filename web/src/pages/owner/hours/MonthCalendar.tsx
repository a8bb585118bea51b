/** A month of a schedule: when each day is open, and what makes it different. */
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import {
  columnOf,
  firstDay,
  lastDay,
  monthOf,
  moved,
  todayIn,
  written,
} from '@/pages/owner/hours/month';
import { useSession } from '@/session/session';
import { DAYS } from '@/setup/slots';
import { Loaded } from '@/states/Loaded';
import '@/pages/owner/hours/hours.css';

export type CalendarDay = components['schemas']['CalendarDayView'];

interface MonthCalendarProps {
  schedule: string;
  timezone: string;
  choose: (day: CalendarDay) => void;
}

export function MonthCalendar({ schedule, timezone, choose }: MonthCalendarProps) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const today = todayIn(timezone, new Date());
  const [month, setMonth] = useState(() => monthOf(today));
  const query = { from: firstDay(month), to: lastDay(month) };
  const calendar = useQuery({
    queryKey: ['calendar', schedule, query.from],
    queryFn: () =>
      answered(api.GET('/v1/hours/{schedule}/calendar', { params: { path: { schedule }, query } })),
    placeholderData: keepPreviousData,
  });
  return (
    <SpaceBetween size="m">
      <Header
        variant="h2"
        description={t('zone', { zone: timezone })}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              iconName="angle-left"
              variant="icon"
              ariaLabel={t('hours.monthBefore')}
              onClick={() => setMonth(moved(month, -1))}
            />
            <Button onClick={() => setMonth(monthOf(today))}>{t('hours.today')}</Button>
            <Button
              iconName="angle-right"
              variant="icon"
              ariaLabel={t('hours.monthAfter')}
              onClick={() => setMonth(moved(month, 1))}
            />
          </SpaceBetween>
        }
      >
        <span aria-live="polite">
          {written(query.from, i18n.language, { month: 'long', year: 'numeric' })}
        </span>
      </Header>
      <Loaded query={calendar}>
        {({ days }) => (
          <ol className="month">
            {DAYS.map((day) => (
              <li key={day} className="month-weekday" aria-hidden>
                {t(`hours.day.${day}`).slice(0, 3)}
              </li>
            ))}
            {days.map((day, index) => (
              <li
                key={day.day}
                className={index === 0 ? `month-begins-${columnOf(day.day)}` : undefined}
              >
                <DayOfMonth day={day} isToday={day.day === today} choose={() => choose(day)} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </SpaceBetween>
  );
}

interface DayOfMonthProps {
  day: CalendarDay;
  isToday: boolean;
  choose: () => void;
}

function DayOfMonth({ day, isToday, choose }: DayOfMonthProps) {
  const { t, i18n } = useTranslation('owner');
  const isClosed = day.slots.length === 0;
  const classes = ['month-day', isClosed && 'month-day-closed', isToday && 'month-day-today'];
  return (
    <button type="button" className={classes.filter(Boolean).join(' ')} onClick={choose}>
      <span className="month-date" aria-hidden>
        {Number(day.day.slice(8))}{' '}
        <span className="month-date-weekday">
          {written(day.day, i18n.language, { weekday: 'long' })}
        </span>
      </span>
      <span className="visually-hidden">
        {written(day.day, i18n.language, { dateStyle: 'full' })}
      </span>
      {isClosed ? (
        <span>{t('hours.closed')}</span>
      ) : (
        day.slots.map((slot) => <span key={slot}>{slot}</span>)
      )}
      {day.occasion !== '' && <span className="month-occasion">{day.occasion}</span>}
    </button>
  );
}
