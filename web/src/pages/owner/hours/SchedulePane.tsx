/** One schedule: its week, and the days that are different in it alone. */
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { DeleteSchedule } from '@/pages/owner/hours/DeleteSchedule';
import { todayIn } from '@/pages/owner/hours/month';
import { OverrideList } from '@/pages/owner/hours/OverrideList';
import { daysOf, tidiedOverride } from '@/pages/owner/hours/overrides';
import { WeekFields } from '@/pages/owner/hours/WeekFields';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';
import { DAYS } from '@/setup/slots';

type Hours = components['schemas']['HoursView'];
type Body = components['schemas']['HoursBody'];

interface SchedulePaneProps {
  schedule: string;
  setup: Setup;
  deleted: () => void;
}

export function SchedulePane({ schedule, setup, deleted }: SchedulePaneProps) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const [isDeleting, setDeleting] = useState(false);
  const path = { schedule };
  const edited = useEdited<Hours>({
    queryKey: ['hours', schedule],
    load: () => answeredWithVersion(api.GET('/v1/hours/{schedule}', { params: { path } })),
    save: ({ week, overrides }, etag) => {
      const params = { path, header: { 'If-Match': etag } };
      const body: Body = { week, overrides: overrides.map(tidiedOverride) };
      return answered(api.PUT('/v1/hours/{schedule}', { params, body }));
    },
    alsoShownIn: [SETUP_KEY, ['calendar']],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ week, overrides }: Hours): Fact[] => [
    ...DAYS.map((day) => ({
      label: t(`hours.day.${day}`),
      text: week[day]?.join(', ') ?? t('hours.closed'),
    })),
    ...overrides.map((each) => ({
      label: each.name,
      text: `${daysOf(each, i18n.language)}: ${each.slots.join(', ') || t('hours.closed')}`,
    })),
  ];
  return (
    <>
      <EditedForm
        edited={edited}
        facts={facts}
        actions={<Button onClick={() => setDeleting(true)}>{t('hours.delete')}</Button>}
      >
        {(hours, change) => (
          <SpaceBetween size="l">
            <WeekFields
              week={hours.week}
              change={(week) => change({ ...hours, week: week as Hours['week'] })}
              errors={errors}
              at="week"
            />
            <OverrideList
              title={t('overrides.ofSchedule')}
              description={t('overrides.ofScheduleAbout')}
              overrides={hours.overrides}
              change={(overrides) => change({ ...hours, overrides })}
              languages={codesOf(setup)}
              errors={errors}
              at="overrides"
              today={todayIn(setup.timezone, new Date())}
            />
          </SpaceBetween>
        )}
      </EditedForm>
      {isDeleting && (
        <DeleteSchedule schedule={schedule} deleted={deleted} close={() => setDeleting(false)} />
      )}
    </>
  );
}
