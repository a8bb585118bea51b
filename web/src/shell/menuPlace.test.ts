import { expect, test } from 'vitest';
import { menuPlace } from '@/shell/menuPlace';

const SHOWN = ['/', '/queues', '/members', '/contacts', '/scripts'].map((path) => ({ path }));

test.each([
  ['/', '/'],
  ['/queues', '/queues'],
  ['/queues/new', '/queues'],
  ['/members/0a1b', '/members'],
  ['/contactsheet', ''],
])('%s stands in the menu at %s', (pathname, place) => {
  expect(menuPlace(pathname, {}, SHOWN)).toBe(place);
});

test('a page whose path lies elsewhere says where it belongs', () => {
  expect(menuPlace('/articles/a-1', { under: '/scripts' }, SHOWN)).toBe('/scripts');
});
