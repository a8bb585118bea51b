import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Businesses } from '@/pages/people/operator/Businesses';
import { Certificates } from '@/pages/people/operator/Certificates';
import { NumberPool } from '@/pages/people/operator/NumberPool';

export default function OperatorPage() {
  const { t } = useTranslation('people');
  const [params, setParams] = useSearchParams();
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={t('operator.intro')}>
        {t('operator.title')}
      </Header>
      <Tabs
        activeTabId={params.get('tab') ?? 'businesses'}
        onChange={({ detail }) => setParams({ tab: detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'businesses', label: t('operator.businesses'), content: <Businesses /> },
          { id: 'numbers', label: t('operator.numbers'), content: <NumberPool /> },
          { id: 'certificates', label: t('operator.certificates'), content: <Certificates /> },
        ]}
      />
    </SpaceBetween>
  );
}
