import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { OverrideList } from '@/pages/owner/hours/OverrideList';
import { daysOf, tidiedOverride } from '@/pages/owner/hours/overrides';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';

type Holidays = components['schemas']['HolidaysShape'];

/** The days that are different in every schedule. */
export function HolidaysPane({ setup, today }: { setup: Setup; today: string }) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const edited = useEdited<Holidays>({
    queryKey: ['holidays'],
    load: () => answeredWithVersion(api.GET('/v1/holidays')),
    save: ({ holidays }, etag) =>
      answered(
        api.PUT('/v1/holidays', {
          params: { header: { 'If-Match': etag } },
          body: { holidays: holidays.map(tidiedOverride) },
        }),
      ),
    alsoShownIn: [SETUP_KEY, ['calendar']],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ holidays }: Holidays): Fact[] =>
    holidays.map((each) => ({
      label: each.name,
      text: `${daysOf(each, i18n.language)}: ${each.slots.join(', ') || t('hours.closed')}`,
    }));
  return (
    <EditedForm edited={edited} facts={facts}>
      {(value, change) => (
        <OverrideList
          title={t('overrides.holidays')}
          description={t('overrides.holidaysAbout')}
          overrides={value.holidays}
          change={(holidays) => change({ holidays })}
          languages={codesOf(setup)}
          errors={errors}
          at="holidays"
          today={today}
        />
      )}
    </EditedForm>
  );
}
