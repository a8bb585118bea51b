import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { SIGNS } from '@/jobs/JobProgress';
import { ImportForm } from '@/pages/people/imports/ImportForm';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { useJobsOf } from '@/pages/people/parts/jobs';
import { Titled } from '@/pages/people/parts/Titled';
import { useMoments } from '@/states/moments';

export default function ImportsPage() {
  const { t } = useTranslation('people');
  const moments = useMoments();
  const jobs = useJobsOf('customer_import');
  return (
    <Titled title={t('imports.title')} description={t('imports.intro')}>
      <SpaceBetween size="l">
        <ImportForm />
        <Listing
          rows={jobs}
          title={t('imports.former')}
          variant="h2"
          idOf={({ id }) => id}
          textOf={({ state }) => t(`jobStates.${state}`)}
          empty={t('imports.noFormer')}
          columns={[
            {
              id: 'at',
              header: t('at'),
              cell: ({ id, created_at }) => (
                <RowLink href={`/imports/${id}`}>{moments.dateAndTime(created_at)}</RowLink>
              ),
            },
            {
              id: 'state',
              header: t('state'),
              cell: ({ state }) => (
                <StatusIndicator type={SIGNS[state]}>{t(`jobStates.${state}`)}</StatusIndicator>
              ),
            },
            {
              id: 'created',
              header: t('imports.created'),
              cell: ({ result }) => result.created ?? '–',
            },
            {
              id: 'changed',
              header: t('imports.changed'),
              cell: ({ result }) => result.changed ?? '–',
            },
            {
              id: 'refused',
              header: t('imports.refused'),
              cell: ({ result }) => result.refused ?? '–',
            },
          ]}
        />
      </SpaceBetween>
    </Titled>
  );
}
