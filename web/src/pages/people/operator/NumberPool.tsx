import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { countryName } from '@/i18n/names';
import { Asking } from '@/pages/people/asking/Asking';
import { Listing } from '@/pages/people/listing/Listing';
import { usePages } from '@/pages/people/listing/usePages';
import { Assigning } from '@/pages/people/operator/Assigning';
import { POOL } from '@/pages/people/operator/business';
import { useSession } from '@/session/session';

/** Numbers that belong to no business. */
export function NumberPool() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const rows = usePages(POOL, (cursor) =>
    answered(api.GET('/v1/operator/numbers', { params: { query: { limit: 100, cursor } } })),
  );
  return (
    <Listing
      rows={rows}
      title={t('operator.numbers')}
      variant="h2"
      description={t('operator.numbersIntro')}
      idOf={({ id }) => id}
      textOf={({ e164, country, tenant }) => `${e164} ${country} ${tenant}`}
      empty={t('operator.noNumbers')}
      columns={[
        { id: 'number', header: t('number'), cell: ({ e164 }) => e164 },
        {
          id: 'country',
          header: t('country'),
          cell: ({ country }) => (country === '' ? '–' : countryName(country, i18n.language)),
        },
        {
          id: 'state',
          header: t('state'),
          cell: ({ state, tenant }) => `${t(`numberStates.${state}`)} ${tenant}`,
        },
        {
          id: 'actions',
          header: t('actions'),
          cell: (number) =>
            number.state === 'given' ? (
              '–'
            ) : (
              <SpaceBetween direction="horizontal" size="s">
                {number.state === 'free' && <Assigning number={number} />}
                <Asking
                  text={t('operator.release')}
                  question={t('operator.releaseQuestion', { number: number.e164 })}
                  variant="inline-link"
                  act={() =>
                    answered(
                      api.POST('/v1/operator/numbers/{number_id}/release', {
                        params: { path: { number_id: number.id } },
                      }),
                    )
                  }
                  shownIn={POOL}
                >
                  {t('operator.releaseText')}
                </Asking>
              </SpaceBetween>
            ),
        },
      ]}
    />
  );
}
