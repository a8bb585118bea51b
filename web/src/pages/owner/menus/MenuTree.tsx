import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import TreeView from '@cloudscape-design/components/tree-view';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Setup } from '@/setup/setup';
import { type MenuNode, menuTree } from '@/setup/tree';

interface MenuTreeProps {
  setup: Setup;
  shown: string;
  open: (menu: string) => void;
}

export function MenuTree({ setup, shown, open }: MenuTreeProps) {
  const { t } = useTranslation('owner');
  const begins = setup.numbers.map(({ menu }) => menu);
  const trees = useMemo(
    () =>
      menuTree(
        setup.menus,
        setup.numbers.map(({ menu }) => menu),
      ),
    [setup],
  );
  const [closed, setClosed] = useState<readonly string[]>([]);
  const expanded = paths(trees).filter((path) => !closed.includes(path));
  const about = (node: MenuNode) => {
    if (node.isBack) {
      return t('menus.back');
    }
    if (!node.isReached && node.key === '') {
      return t('menus.unreached');
    }
    return node.key === '' && begins.includes(node.menu) ? t('menus.begins') : undefined;
  };
  return (
    <TreeView
      ariaLabel={t('menus.tree')}
      items={trees}
      getItemId={(node) => node.path}
      getItemChildren={(node) => node.children}
      expandedItems={expanded}
      onItemToggle={({ detail }) =>
        setClosed(
          detail.expanded ? closed.filter((each) => each !== detail.id) : [...closed, detail.id],
        )
      }
      renderItem={(node) => ({
        icon: node.key === '' ? undefined : <Badge>{node.key}</Badge>,
        announcementLabel: node.menu,
        content: (
          <Link
            href={`/menus?menu=${encodeURIComponent(node.menu)}`}
            variant={node.menu === shown ? 'primary' : 'secondary'}
            onFollow={(event) => {
              event.preventDefault();
              open(node.menu);
            }}
          >
            {node.menu === shown ? <b>{node.menu}</b> : node.menu}
          </Link>
        ),
        secondaryContent: about(node) && (
          <Box color="text-status-inactive" fontSize="body-s">
            {about(node)}
          </Box>
        ),
      })}
    />
  );
}

function paths(nodes: readonly MenuNode[]): string[] {
  return nodes.flatMap((node) => [node.path, ...paths(node.children)]);
}
