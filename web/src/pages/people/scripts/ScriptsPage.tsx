import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Articles } from '@/pages/people/articles/Articles';
import { Codes } from '@/pages/people/codes/Codes';
import { Scripts } from '@/pages/people/scripts/Scripts';

export default function ScriptsPage() {
  const { t } = useTranslation('people');
  const [params, setParams] = useSearchParams();
  return (
    <SpaceBetween size="m">
      <Header variant="h1" description={t('scripts.pageIntro')}>
        {t('scripts.page')}
      </Header>
      <Tabs
        activeTabId={params.get('tab') ?? 'scripts'}
        onChange={({ detail }) => setParams({ tab: detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'scripts', label: t('scripts.title'), content: <Scripts /> },
          { id: 'articles', label: t('articles.title'), content: <Articles /> },
          { id: 'codes', label: t('codes.title'), content: <Codes /> },
        ]}
      />
    </SpaceBetween>
  );
}
