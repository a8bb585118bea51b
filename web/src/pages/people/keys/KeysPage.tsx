import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ApiKeys } from '@/pages/people/keys/ApiKeys';
import { Webhooks } from '@/pages/people/webhooks/Webhooks';

export default function KeysPage() {
  const { t } = useTranslation('people');
  const [params, setParams] = useSearchParams();
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={t('keys.intro')}>
        {t('keys.title')}
      </Header>
      <Tabs
        activeTabId={params.get('tab') ?? 'keys'}
        onChange={({ detail }) => setParams({ tab: detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'keys', label: t('keys.keys'), content: <ApiKeys /> },
          { id: 'webhooks', label: t('webhooks.title'), content: <Webhooks /> },
        ]}
      />
    </SpaceBetween>
  );
}
