import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { Listing } from '@/pages/people/listing/Listing';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';

type Certificate = components['schemas']['CertificateView'];

/** What was deleted of businesses that are gone. */
export function Certificates() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const moments = useMoments();
  const [shown, show] = useState<Certificate | null>(null);
  const rows = usePages(['people', 'certificates'], (cursor) =>
    answered(api.GET('/v1/operator/certificates', { params: { query: { limit: 50, cursor } } })),
  );
  return (
    <>
      {shown !== null && (
        <Modal
          visible
          size="large"
          header={t('operator.certificateOf', { tenant: shown.tenant })}
          closeAriaLabel={common('close')}
          onDismiss={() => show(null)}
        >
          <Box variant="pre">{shown.text}</Box>
        </Modal>
      )}
      <Listing
        rows={rows}
        title={t('operator.certificates')}
        variant="h2"
        description={t('operator.certificatesIntro')}
        idOf={({ id }) => id}
        textOf={({ tenant }) => tenant}
        empty={t('operator.noCertificates')}
        columns={[
          {
            id: 'tenant',
            header: t('operator.business'),
            cell: (each) => (
              <Button variant="inline-link" onClick={() => show(each)}>
                {each.tenant}
              </Button>
            ),
          },
          {
            id: 'at',
            header: t('operator.completed'),
            cell: ({ completed_at }) => moments.dateAndTime(completed_at),
          },
          {
            id: 'removed',
            header: t('operator.removed'),
            cell: ({ removed }) => Object.values(removed).reduce((sum, each) => sum + each, 0),
          },
        ]}
      />
    </>
  );
}
