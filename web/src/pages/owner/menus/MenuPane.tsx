/** One menu: its fields, and a call that hears them as they stand, saved or not. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answeredWithVersion } from '@/api/client';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { DeleteMenu } from '@/pages/owner/menus/DeleteMenu';
import { DryRunCall } from '@/pages/owner/menus/DryRunCall';
import { MenuFields } from '@/pages/owner/menus/MenuFields';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';
import type { Menu } from '@/setup/tree';
import { useMenuFacts } from '@/setup/useMenuFacts';

interface MenuPaneProps {
  id: string;
  setup: Setup;
  open: (menu: string) => void;
}

export function MenuPane({ id, setup, open }: MenuPaneProps) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const [isDeleting, setDeleting] = useState(false);
  const path = { menu_id: id };
  const edited = useEdited<Menu>({
    queryKey: ['menu', id],
    load: () => answeredWithVersion(api.GET('/v1/menus/{menu_id}', { params: { path } })),
    save: async ({ prompt, choices, default_queue }, etag) => {
      const params = { path, header: { 'If-Match': etag } };
      const body = { prompt, choices, default_queue };
      await answeredWithVersion(api.PUT('/v1/menus/{menu_id}', { params, body }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = useMenuFacts();
  const { value } = edited;
  const menus =
    value === undefined ? setup.menus : setup.menus.map((menu) => (menu.id === id ? value : menu));
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={t('menus.heard')}
            actions={<Button onClick={() => setDeleting(true)}>{t('menus.delete')}</Button>}
          >
            {id}
          </Header>
        }
      >
        <EditedForm edited={edited} facts={facts}>
          {(menu, change) => (
            <MenuFields
              menu={menu}
              change={change}
              languages={codesOf(setup)}
              queues={setup.queues.map(({ name }) => name)}
              menus={setup.menus.map((each) => each.id)}
              errors={errors}
            />
          )}
        </EditedForm>
      </Container>
      <DryRunCall setup={setup} draft={edited.isChanged ? { menus } : null} />
      {isDeleting && (
        <DeleteMenu
          id={id}
          menus={setup.menus}
          deleted={() => open('')}
          close={() => setDeleting(false)}
        />
      )}
    </SpaceBetween>
  );
}
