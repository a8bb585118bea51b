/** How far the business is, what it is called, and all that callers go through. */
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { IdentityForm } from '@/pages/entry/setup/IdentityForm';
import { JobList } from '@/pages/entry/setup/JobList';
import { Progress } from '@/pages/entry/setup/Progress';
import { SetupOverview } from '@/pages/entry/setup/SetupOverview';

export default function SetupPage() {
  const { t } = useTranslation('entry');
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('setup.about')}>
          {t('setup.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Progress />
        <IdentityForm />
        <SetupOverview />
        <JobList />
      </SpaceBetween>
    </ContentLayout>
  );
}
