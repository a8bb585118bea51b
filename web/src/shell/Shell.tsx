/** The bar on top, the menu beside, and the page. */
import AppLayout from '@cloudscape-design/components/app-layout';
import SideNavigation, {
  type SideNavigationProps,
} from '@cloudscape-design/components/side-navigation';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useMe, useTenant } from '@/session/me';
import { menuPlace } from '@/shell/menuPlace';
import type { PageEntry } from '@/shell/page';
import { RingingBanner } from '@/shell/RingingBanner';
import { TopBar } from '@/shell/TopBar';
import { titlePage } from '@/shell/title';
import { OfflineBanner } from '@/states/OfflineBanner';
import { useWorld, type World } from '@/world';

const GROUPS = ['work', 'centre', 'people', 'account', 'try'] as const;

interface ShellProps {
  page: PageEntry;
  /** All that there are, in the order of the menu. */
  pages: readonly PageEntry[];
  children: ReactNode;
}

export function Shell({ page, pages, children }: ShellProps) {
  const { t } = useTranslation();
  const { t: name } = useTranslation('navigation');
  const me = useMe();
  const world = useWorld();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const shown = pages.filter((each) => isShown(each, world, me.data?.role));
  const place = menuPlace(pathname, page, shown);
  const key = page.name ?? shown.find(({ path }) => path === place)?.name ?? null;
  const business = useTenant().data?.name ?? 'Santral';
  const title = key === null ? business : `${name(key)} · ${business}`;
  useEffect(() => titlePage(title), [title]);
  return (
    <>
      <TopBar />
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationHide={page.group === null}
        navigation={
          <SideNavigation
            activeHref={place}
            items={GROUPS.flatMap((group) => section(group, shown, name))}
            onFollow={(event) => {
              event.preventDefault();
              void navigate(event.detail.href);
            }}
          />
        }
        notifications={
          <>
            <OfflineBanner />
            <RingingBanner />
          </>
        }
        content={children}
        ariaLabels={{
          navigation: t('menu'),
          navigationClose: t('menuClose'),
          navigationToggle: t('menuOpen'),
        }}
      />
    </>
  );
}

function isShown(page: PageEntry, world: World, role: string | undefined): boolean {
  if (page.name === null || (page.local === true && world.phone === null)) {
    return false;
  }
  return page.roles === null || page.roles.some((each) => each === role);
}

function section(
  group: (typeof GROUPS)[number],
  shown: readonly PageEntry[],
  name: (key: NonNullable<PageEntry['name']>) => string,
): SideNavigationProps.Item[] {
  const items = shown
    .filter((each) => each.group === group)
    .map((each): SideNavigationProps.Link => {
      return { type: 'link', href: each.path, text: name(each.name ?? 'home') };
    });
  return items.length === 0 ? [] : [{ type: 'section-group', title: name(group), items }];
}
