/** The business's own customer system: whether it is asked who is calling, and how. */
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { Choice } from '@/editing/Choice';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { beingWritten, bodyOf, type Crm, KINDS } from '@/pages/owner/crm/crm';
import { SystemFields } from '@/pages/owner/crm/SystemFields';
import { useSession } from '@/session/session';

export default function CrmPage() {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const edited = useEdited<Crm>({
    queryKey: ['crm'],
    load: async () => {
      const { body, etag } = await answeredWithVersion(api.GET('/v1/crm'));
      return { body: beingWritten(body), etag };
    },
    save: async (crm, etag) => {
      const params = { header: { 'If-Match': etag } };
      await answered(api.PUT('/v1/crm', { params, body: bodyOf(crm) }));
      return undefined;
    },
  });
  const errors = useFieldErrors(edited.error);
  const facts = (crm: Crm): Fact[] => [
    { label: t('crm.kind'), text: t(`crm.kinds.${crm.kind}`) },
    { label: t('crm.url'), text: crm.url },
    { label: t('crm.method'), text: crm.method },
    { label: t('crm.db'), text: crm.db },
    { label: t('crm.login'), text: crm.login },
    { label: t('crm.headers'), text: pairs(crm.headers) },
    { label: t('crm.fields'), text: pairs(crm.fields) },
  ];
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('crm.about')}>
          {t('crm.title')}
        </Header>
      }
    >
      <Container>
        <EditedForm edited={edited} facts={facts}>
          {(crm, change) => (
            <SpaceBetween size="m">
              <Choice
                stretch
                label={t('crm.kind')}
                hint={t('crm.kindAbout')}
                value={crm.kind}
                options={KINDS.map((kind) => ({ value: kind, label: t(`crm.kinds.${kind}`) }))}
                change={(chosen) =>
                  change({ ...crm, kind: KINDS.find((kind) => kind === chosen) ?? 'none' })
                }
                error={errors('kind')}
              />
              {crm.kind === 'none' ? (
                crm.has_secret && <span>{t('crm.forgotten')}</span>
              ) : (
                <SystemFields crm={crm} change={change} errors={errors} />
              )}
            </SpaceBetween>
          )}
        </EditedForm>
      </Container>
    </ContentLayout>
  );
}

function pairs(of: Readonly<Record<string, string>>): string {
  return Object.entries(of)
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ');
}
