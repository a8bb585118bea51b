import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { countryName } from '@/i18n/names';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { ACCOUNT_SIGNS, useBusinesses } from '@/pages/people/operator/business';
import { useMoments } from '@/states/moments';

/** Every business of this installation; those that wait for approval stand out. */
export function Businesses() {
  const { t, i18n } = useTranslation('people');
  const moments = useMoments();
  return (
    <Listing
      rows={useBusinesses()}
      title={t('operator.businesses')}
      variant="h2"
      description={t('operator.businessesIntro')}
      idOf={({ tenant }) => tenant}
      textOf={({ tenant, name, state }) => `${tenant} ${name} ${t(`accountStates.${state}`)}`}
      empty={t('operator.noBusinesses')}
      columns={[
        {
          id: 'name',
          header: t('name'),
          cell: ({ tenant, name }) => (
            <RowLink href={`/operator/${tenant}`}>{name || tenant}</RowLink>
          ),
        },
        { id: 'tenant', header: t('operator.id'), cell: ({ tenant }) => tenant },
        {
          id: 'country',
          header: t('country'),
          cell: ({ country }) => (country === '' ? '–' : countryName(country, i18n.language)),
        },
        {
          id: 'state',
          header: t('state'),
          cell: ({ state }) => (
            <StatusIndicator type={ACCOUNT_SIGNS[state]}>
              {t(`accountStates.${state}`)}
            </StatusIndicator>
          ),
        },
        { id: 'plan', header: t('operator.plan'), cell: ({ plan }) => t(`plans.${plan}`) },
        {
          id: 'created',
          header: t('operator.since'),
          cell: ({ created_at }) => moments.date(created_at),
        },
      ]}
    />
  );
}
