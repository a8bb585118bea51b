/** Menus as the tree that callers walk, and what can be done to one of them. */
import type { components } from '@/api/schema';

export type Menu = components['schemas']['MenuView'];
export type Choice = components['schemas']['ChoiceShape'];
export type ChoiceKind = 'queue' | 'menu' | 'message' | 'transfer';

/** In the order of a telephone's pad. */
export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*'] as const;
export const KINDS: readonly ChoiceKind[] = ['queue', 'menu', 'message', 'transfer'];

export interface MenuNode {
  /** Unique in the tree, where a menu may stand more than once. */
  path: string;
  menu: string;
  /** By which it is reached; empty where callers begin, or nothing leads to it. */
  key: string;
  /** Callers are led back to where they have been: its own keys are not listed again. */
  isBack: boolean;
  isReached: boolean;
  children: MenuNode[];
}

/**
 * @param begins - the menus that callers of a number begin with.
 * @returns one tree for each of them, and one for each menu that no caller reaches.
 */
export function menuTree(menus: readonly Menu[], begins: readonly string[]): MenuNode[] {
  const byId = new Map(menus.map((menu) => [menu.id, menu]));
  const reached = new Set<string>();
  const grown = (id: string, key: string, above: readonly string[], isReached: boolean) => {
    const isBack = above.includes(id);
    const path = [...above, `${id}#${key}`].join('/');
    const node: MenuNode = { path, menu: id, key, isBack, isReached, children: [] };
    reached.add(id);
    const menu = byId.get(id);
    if (!isBack && menu !== undefined) {
      node.children = keysOf(menu)
        .map((each) => ({ each, to: menu.choices[each]?.menu ?? '' }))
        .filter(({ to }) => to !== '')
        .map(({ each, to }) => grown(to, each, [...above, id], isReached));
    }
    return node;
  };
  const roots = [...new Set(begins)].filter((id) => byId.has(id));
  const trees = roots.map((id) => grown(id, '', [], true));
  for (const menu of menus) {
    if (!reached.has(menu.id)) {
      trees.push(grown(menu.id, '', [], false));
    }
  }
  return trees;
}

export function kindOf(choice: Choice): ChoiceKind {
  return KINDS.find((kind) => kind !== 'message' && choice[kind]) ?? messageOrQueue(choice);
}

function messageOrQueue(choice: Choice): ChoiceKind {
  return Object.keys(choice.message ?? {}).length > 0 ? 'message' : 'queue';
}

/** A choice of a kind that leads nowhere yet, but for the languages that a message is said in. */
export function newChoice(kind: ChoiceKind, languages: readonly string[]): Choice {
  const message = kind === 'message' ? Object.fromEntries(languages.map((each) => [each, ''])) : {};
  // biome-ignore lint/suspicious/noThenProperty: the API's name; a string is no promise
  return { queue: '', menu: '', transfer: '', message, then: 'repeat' };
}

/** The keys that a menu has, as they stand on a telephone. */
export function keysOf(menu: Pick<Menu, 'choices'>): string[] {
  return KEYS.filter((key) => menu.choices[key] !== undefined);
}

export function freeKeys(menu: Pick<Menu, 'choices'>): string[] {
  return KEYS.filter((key) => menu.choices[key] === undefined);
}

export function withChoice<M extends Pick<Menu, 'choices'>>(
  menu: M,
  key: string,
  choice: Choice,
): M {
  return { ...menu, choices: { ...menu.choices, [key]: choice } };
}

export function withoutKey<M extends Pick<Menu, 'choices'>>(menu: M, key: string): M {
  const { [key]: _, ...choices } = menu.choices;
  return { ...menu, choices };
}

/** Put what one key does on another; where that is taken, the two change places. */
export function withKeyMoved<M extends Pick<Menu, 'choices'>>(
  menu: M,
  from: string,
  to: string,
): M {
  const moved = menu.choices[from];
  const there = menu.choices[to];
  if (moved === undefined || from === to) {
    return menu;
  }
  const without = withoutKey(menu, from);
  const swapped = there === undefined ? without : withChoice(without, from, there);
  return withChoice(swapped, to, moved);
}

/** The other menus with a key that leads to this one. */
export function leadingTo(menus: readonly Menu[], id: string): string[] {
  return menus
    .filter((menu) => menu.id !== id)
    .filter((menu) => Object.values(menu.choices).some((choice) => choice.menu === id))
    .map((menu) => menu.id);
}

/** A name that the API takes: of a text that somebody typed. */
export function nameOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 64);
}
