import { describe, expect, it } from 'vitest';
import {
  type Choice,
  freeKeys,
  keysOf,
  kindOf,
  leadingTo,
  type Menu,
  type MenuNode,
  menuTree,
  nameOf,
  newChoice,
  withChoice,
  withKeyMoved,
  withoutKey,
} from '@/setup/tree';

const to = (part: Partial<Choice>): Choice => ({ ...newChoice('queue', []), ...part });
const menu = (id: string, choices: Record<string, Partial<Choice>>): Menu => ({
  id,
  prompt: { en: id },
  choices: Object.fromEntries(Object.entries(choices).map(([key, each]) => [key, to(each)])),
  default_queue: '',
});

const MAIN = menu('main', {
  '*': { menu: 'main' },
  '2': { menu: 'service' },
  '1': { queue: 'sales' },
});
const SERVICE = menu('service', { '1': { queue: 'repair' }, '*': { menu: 'main' } });
const OLD = menu('old', { '1': { menu: 'service' } });

/** main > 2:service > *:main… */
function drawn(nodes: readonly MenuNode[]): string[] {
  return nodes.flatMap((node) => {
    const key = node.key === '' ? '' : `${node.key}:`;
    const mark = node.isBack ? '…' : node.isReached ? '' : '?';
    return [`${key}${node.menu}${mark}`, ...drawn(node.children).map((each) => `  ${each}`)];
  });
}

describe('the tree', () => {
  it('begins with what callers of a number begin with', () => {
    expect(drawn(menuTree([SERVICE, MAIN], ['main', 'main']))).toEqual([
      'main',
      '  2:service',
      '    *:main…',
      '  *:main…',
    ]);
  });

  it('shows menus that nobody reaches', () => {
    expect(drawn(menuTree([MAIN, SERVICE, OLD], ['main']))).toContain('old?');
  });

  it('leaves a key out that leads to a menu that is gone, and ends for a business without numbers', () => {
    expect(drawn(menuTree([SERVICE], []))).toEqual(['service?', '  *:main?']);
  });

  it('gives each place of a menu a path of its own', () => {
    const paths = (nodes: readonly MenuNode[]): string[] =>
      nodes.flatMap((node) => [node.path, ...paths(node.children)]);
    const all = paths(menuTree([MAIN, SERVICE, OLD], ['main', 'service']));
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('keys', () => {
  it('stand as on a telephone', () => {
    expect(keysOf(MAIN)).toEqual(['1', '2', '*']);
    expect(freeKeys(MAIN)).toEqual(['3', '4', '5', '6', '7', '8', '9', '0']);
  });

  it('are added and removed without touching the menu that was there', () => {
    const more = withChoice(MAIN, '3', to({ queue: 'reception' }));
    expect(keysOf(more)).toEqual(['1', '2', '3', '*']);
    expect(keysOf(withoutKey(more, '1'))).toEqual(['2', '3', '*']);
    expect(keysOf(MAIN)).toEqual(['1', '2', '*']);
  });

  it('move to a free place', () => {
    const moved = withKeyMoved(MAIN, '1', '9');
    expect(keysOf(moved)).toEqual(['2', '9', '*']);
    expect(moved.choices['9']?.queue).toBe('sales');
  });

  it('change places where the other one is taken', () => {
    const moved = withKeyMoved(MAIN, '1', '2');
    expect([moved.choices['1']?.menu, moved.choices['2']?.queue]).toEqual(['service', 'sales']);
  });

  it('stay where there is nothing to move', () => {
    expect(withKeyMoved(MAIN, '7', '8')).toBe(MAIN);
    expect(withKeyMoved(MAIN, '1', '1')).toBe(MAIN);
  });
});

it.each([
  [to({ queue: 'sales' }), 'queue'],
  [to({ menu: 'main' }), 'menu'],
  [to({ transfer: '+90' }), 'transfer'],
  [to({ message: { en: '' } }), 'message'],
  [to({}), 'queue'],
] as const)('knows what a key does: %o', (choice, kind) => {
  expect(kindOf(choice)).toBe(kind);
});

it('begins a message in each language', () => {
  expect(newChoice('message', ['tr', 'en']).message).toEqual({ tr: '', en: '' });
  expect(kindOf(newChoice('message', ['tr']))).toBe('message');
});

it('finds who leads to a menu, but for the menu itself', () => {
  expect(leadingTo([MAIN, SERVICE, OLD], 'main')).toEqual(['service']);
  expect(leadingTo([MAIN, SERVICE, OLD], 'service')).toEqual(['main', 'old']);
});

it.each([
  ['Yedek Parça', 'yedek-parca'],
  ['Işıklar', 'isiklar'],
  ['2nd line!', 'nd-line'],
  ['  Sales & more  ', 'sales-more'],
  ['出售', ''],
])('makes a name of %s', (typed, name) => {
  expect(nameOf(typed)).toBe(name);
});
