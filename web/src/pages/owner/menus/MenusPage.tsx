/** Menus: the tree that callers walk, one of them to be edited, and a call to try it. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { MenuPane } from '@/pages/owner/menus/MenuPane';
import { MenuTree } from '@/pages/owner/menus/MenuTree';
import { NewMenu } from '@/pages/owner/menus/NewMenu';
import { useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

export default function MenusPage() {
  const { t } = useTranslation('owner');
  const setup = useSetup();
  const [parameters, setParameters] = useSearchParams();
  const [isCreating, setCreating] = useState(false);
  const open = (menu: string) => setParameters({ menu });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('menus.about')}
          actions={
            <Button iconName="add-plus" onClick={() => setCreating(true)}>
              {t('menus.new')}
            </Button>
          }
        >
          {t('menus.title')}
        </Header>
      }
    >
      <Loaded query={setup}>
        {(loaded) => {
          const wanted = parameters.get('menu');
          const begins = loaded.numbers.map(({ menu }) => menu);
          const shown =
            loaded.menus.find(({ id }) => id === wanted) ??
            loaded.menus.find(({ id }) => begins.includes(id)) ??
            loaded.menus[0];
          return (
            <Grid
              gridDefinition={[
                { colspan: { default: 12, s: 3 } },
                { colspan: { default: 12, s: 9 } },
              ]}
            >
              <Container header={<Header variant="h2">{t('menus.tree')}</Header>}>
                <MenuTree setup={loaded} shown={shown?.id ?? ''} open={open} />
              </Container>
              {shown === undefined ? (
                <Container>{t('menus.none')}</Container>
              ) : (
                <MenuPane key={shown.id} id={shown.id} setup={loaded} open={open} />
              )}
              {isCreating && (
                <NewMenu
                  setup={loaded}
                  created={(id) => {
                    setCreating(false);
                    open(id);
                  }}
                  close={() => setCreating(false)}
                />
              )}
            </Grid>
          );
        }}
      </Loaded>
    </ContentLayout>
  );
}
