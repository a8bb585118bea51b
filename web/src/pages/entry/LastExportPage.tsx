/** The last export of a business that was deleted, by the link that its owners were mailed. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { answered } from '@/api/client';
import { type ExportToken, exportTokenOf } from '@/pages/entry/safeLink';
import { useSession } from '@/session/session';
import { safeUrl } from '@/shell/links';
import { ProblemAlert } from '@/states/ProblemAlert';

export default function LastExportPage() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const { hash } = useLocation();
  const token = exportTokenOf(hash);
  const linking = useMutation({
    mutationFn: (body: ExportToken) => answered(api.POST('/v1/last-export', { body })),
  });
  const url = linking.data === undefined ? null : safeUrl(linking.data.url);
  return (
    <ContentLayout header={<Header variant="h1">{t('export.title')}</Header>}>
      <Container>
        {token === null ? (
          <Alert type="error">{t('export.broken')}</Alert>
        ) : (
          <SpaceBetween size="m">
            <span>{t('export.about')}</span>
            <ProblemAlert error={linking.error} />
            <Button
              iconName="download"
              loading={linking.isPending}
              onClick={() => linking.mutate(token)}
            >
              {t('export.link')}
            </Button>
            {url !== null && (
              <Alert type="success">
                <Link href={url}>{t('export.download')}</Link>{' '}
                {t('export.goodFor', { seconds: linking.data?.expires_in_s ?? 0 })}
              </Alert>
            )}
          </SpaceBetween>
        )}
      </Container>
    </ContentLayout>
  );
}
