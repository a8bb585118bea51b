import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useNames } from '@/pages/people/audit/useNames';
import { Listing } from '@/pages/people/listing/Listing';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';
import type { Role } from '@/shell/page';
import { startOfDay, useMoments } from '@/states/moments';

export default function AuditPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const moments = useMoments();
  const nameOf = useNames();
  const [day, setDay] = useState('');
  const since = startOfDay(day);
  const rows = usePages(['people', 'audit', since], (cursor) =>
    answered(
      api.GET('/v1/audit', {
        params: { query: { limit: 100, cursor, ...(since === null ? {} : { since }) } },
      }),
    ),
  );
  return (
    <Listing
      rows={rows}
      title={t('audit.title')}
      description={`${t('audit.intro')} ${common('zone', { zone: moments.zone })}.`}
      tools={
        <FormField label={t('audit.since')}>
          <DatePicker
            value={day}
            placeholder={common('day')}
            openCalendarAriaLabel={() => t('audit.calendar')}
            onChange={({ detail }) => setDay(detail.value)}
          />
        </FormField>
      }
      idOf={({ id }) => id}
      textOf={({ subject, action, target, role }) =>
        `${nameOf(subject)} ${action} ${target} ${role}`
      }
      empty={t('audit.empty')}
      columns={[
        { id: 'at', header: t('at'), cell: ({ at }) => moments.dateAndTime(at), minWidth: 170 },
        { id: 'who', header: t('audit.who'), cell: ({ subject }) => nameOf(subject) },
        { id: 'role', header: t('role'), cell: ({ role }) => <RoleText role={role} /> },
        { id: 'action', header: t('audit.action'), cell: ({ action }) => action },
        { id: 'target', header: t('audit.target'), cell: ({ target }) => target },
        {
          id: 'details',
          header: t('audit.details'),
          cell: ({ details }) =>
            Object.entries(details)
              .map(([what, said]) => `${what}: ${said}`)
              .join('; ') || '–',
        },
      ]}
    />
  );
}

/** An entry names roles that there may be no more. */
function RoleText({ role }: { role: string }): ReactNode {
  const { t, i18n } = useTranslation('people');
  return i18n.exists(`roles.${role}`, { ns: 'people' }) ? t(`roles.${role as Role}`) : role;
}
