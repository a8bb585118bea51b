/** All pages that one may open, as cards, in the groups of the menu. */
import Cards from '@cloudscape-design/components/cards';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { PAGES } from '@/pages';
import { PageLink } from '@/shell/PageLink';
import type { PageEntry, Role } from '@/shell/page';

const GROUPS = ['work', 'centre', 'people', 'account'] as const;

type About = keyof typeof import('@/i18n/locales/en/entry.json')['page'];

export function WhatThereIs({ role }: { role: Role }) {
  const { t } = useTranslation('navigation');
  return (
    <SpaceBetween size="l">
      {GROUPS.map((group) => {
        const pages = PAGES.filter(
          (page) => page.group === group && page.path !== '/' && isFor(page, role),
        );
        return (
          pages.length > 0 && (
            <Cards
              key={group}
              header={<Header variant="h2">{t(group)}</Header>}
              items={pages}
              trackBy="path"
              cardsPerRow={[{ cards: 1 }, { minWidth: 500, cards: 2 }, { minWidth: 900, cards: 4 }]}
              cardDefinition={{
                header: (page) => <PageLink to={page.path}>{t(page.name ?? 'home')}</PageLink>,
                sections: [{ id: 'about', content: (page) => <AboutPage page={page} /> }],
              }}
            />
          )
        );
      })}
    </SpaceBetween>
  );
}

function isFor(page: PageEntry, role: Role): boolean {
  return page.name !== null && (page.roles?.includes(role) ?? false);
}

function AboutPage({ page }: { page: PageEntry }) {
  const { t, i18n } = useTranslation('entry');
  return i18n.exists(`page.${page.name}`, { ns: 'entry' }) ? t(`page.${page.name as About}`) : null;
}
