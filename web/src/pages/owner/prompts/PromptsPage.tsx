/** What the system says by itself, in one's own words; and the languages that it speaks. */
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { LanguagesPane } from '@/pages/owner/prompts/LanguagesPane';
import { PromptList } from '@/pages/owner/prompts/PromptList';
import { useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

export default function PromptsPage() {
  const { t } = useTranslation('owner');
  const setup = useSetup();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('prompts.about')}>
          {t('prompts.title')}
        </Header>
      }
    >
      <Loaded query={setup}>
        {(loaded) => (
          <Tabs
            variant="container"
            tabs={[
              {
                id: 'texts',
                label: t('prompts.tab.texts'),
                content: <PromptList setup={loaded} />,
              },
              {
                id: 'languages',
                label: t('prompts.tab.languages'),
                contentRenderStrategy: 'lazy',
                content: <LanguagesPane setup={loaded} />,
              },
            ]}
          />
        )}
      </Loaded>
    </ContentLayout>
  );
}
