import { expect, test } from 'vitest';
import { beingWritten, bodyOf, type Crm } from '@/pages/owner/crm/crm';

const HTTP: Crm = {
  kind: 'http',
  url: 'https://crm.example/{digits}',
  method: 'POST',
  headers: { Authorization: 'Bearer {secret}' },
  fields: { name: 'data.0.name', tier: ' ' },
  db: 'left over',
  login: 'left over',
  has_secret: true,
  secret: null,
};

test('a secret that nobody writes stays as it is', () => {
  const { secret: _, ...shown } = HTTP;
  expect(bodyOf(beingWritten(shown)).secret).toBeNull();
});

test('what belongs to another kind of system is not sent along', () => {
  expect(bodyOf(HTTP)).toEqual({
    kind: 'http',
    url: 'https://crm.example/{digits}',
    method: 'POST',
    headers: { Authorization: 'Bearer {secret}' },
    fields: { name: 'data.0.name' },
    db: '',
    login: '',
    secret: null,
  });
  expect(bodyOf({ ...HTTP, kind: 'odoo', secret: 'key' })).toMatchObject({
    method: 'GET',
    headers: {},
    db: 'left over',
    secret: 'key',
  });
});

test('without a system of its own the business keeps no secret of one', () => {
  expect(bodyOf({ ...HTTP, kind: 'none' })).toMatchObject({ url: '', headers: {}, secret: '' });
});
