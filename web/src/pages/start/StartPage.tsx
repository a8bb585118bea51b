/** From here every page is reached: what one may open, as cards. */
import Cards from '@cloudscape-design/components/cards';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PAGES } from '@/pages';
import { useMe } from '@/session/me';
import { useWorld } from '@/world';

export default function StartPage() {
  const { t } = useTranslation('navigation');
  const world = useWorld();
  const me = useMe();
  const navigate = useNavigate();
  const shown = PAGES.filter(
    (page) =>
      page.name !== null &&
      page.path !== '/' &&
      !(page.local === true && world.phone === null) &&
      (page.roles === null || page.roles.some((role) => role === me.data?.role)),
  );
  return (
    <Cards
      header={<Header variant="h1">Santral</Header>}
      items={shown}
      cardDefinition={{
        header: (page) => (
          <Link
            href={page.path}
            fontSize="heading-m"
            onFollow={(event) => {
              event.preventDefault();
              void navigate(page.path);
            }}
          >
            {t(page.name ?? 'home')}
          </Link>
        ),
      }}
    />
  );
}
