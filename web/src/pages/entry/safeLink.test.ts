import { describe, expect, it } from 'vitest';
import { pageOf, pageOfCheck } from '@/pages/entry/checklist/pageOf';
import { exportTokenOf, invitationTokenOf, pathWithin } from '@/pages/entry/safeLink';

describe('after signing in one stays on these pages', () => {
  it.each(['/menus', '/menus?menu=main', '/customers/1#notes'])('goes on to %s', (to) => {
    expect(pathWithin(to)).toBe(to);
  });

  it.each([
    null,
    '',
    'menus',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    ' /menus',
  ])('goes to the start instead of %o', (to) => {
    expect(pathWithin(to)).toBe('/');
  });
});

const TOKEN = 'a'.repeat(64);

it('reads the link to a last export, whatever the id has in it', () => {
  expect(exportTokenOf(`#20261130-a.b.${TOKEN}`)).toEqual({
    certificate: '20261130-a.b',
    token: TOKEN,
  });
  expect(exportTokenOf(`#${TOKEN}`)).toBeNull();
  expect(exportTokenOf(`#id.${'A'.repeat(64)}`)).toBeNull();
  expect(exportTokenOf('')).toBeNull();
});

it('reads the link of an invitation', () => {
  expect(invitationTokenOf('#abcdefghijklmnopqrst_-')).toBe('abcdefghijklmnopqrst_-');
  expect(invitationTokenOf('#short')).toBeNull();
  expect(invitationTokenOf('#<script>alert(1)</script>')).toBeNull();
});

it.each([
  ['menus.main.choices.1.queue', '/menus?menu=main'],
  ['menus[0].prompt', '/menus'],
  ['queues.sales', '/queues'],
  ['holidays[3].spoken.ru', '/hours'],
  ['timezone', '/setup'],
  ['constructor', null],
  ['menus./evil', '/menus'],
])('puts %s right on %s', (path, page) => {
  expect(pageOf(path)).toBe(page);
});

it('knows where a check is put right', () => {
  expect([pageOfCheck('dry_run'), pageOfCheck('advice'), pageOfCheck('toString')]).toEqual([
    '/menus',
    null,
    null,
  ]);
});
