/** Who is served first, who hears no menu, and whether calls are recorded. */
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { ConsentForm } from '@/pages/owner/policies/ConsentForm';
import { TiersForm } from '@/pages/owner/policies/TiersForm';
import { VipForm } from '@/pages/owner/policies/VipForm';
import { useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

export default function PoliciesPage() {
  const { t } = useTranslation('owner');
  const setup = useSetup();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('policies.about')}>
          {t('policies.title')}
        </Header>
      }
    >
      <Loaded query={setup}>
        {(loaded) => (
          <SpaceBetween size="l">
            <TiersForm />
            <VipForm setup={loaded} />
            <ConsentForm setup={loaded} />
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}
