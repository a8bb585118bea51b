import { expect, it } from 'vitest';
import { rolesToGive } from '@/pages/people/members/roles';
import { eventKey } from '@/pages/people/webhooks/webhook';
import { snippet } from '@/pages/people/widget/snippet';
import { startOfDay } from '@/states/moments';

it('lets owners alone make owners', () => {
  expect(rolesToGive('owner')).toContain('owner');
  expect(rolesToGive('admin')).not.toContain('owner');
  expect(rolesToGive(undefined)).not.toContain('owner');
});

it('waits for a whole date', () => {
  expect(startOfDay('2026-11')).toBeNull();
  expect(startOfDay('2026-13-40')).toBeNull();
  expect(startOfDay('2026-11-23')).toBe(new Date(2026, 10, 23).toISOString());
});

it('names events without the dot that parts keys', () => {
  expect(eventKey('customers.imported')).toBe('customers_imported');
});

it('writes the line for a page of the business', () => {
  expect(snippet('https://centre.example', 'klima', 'tr')).toBe(
    '<script src="https://centre.example/widget.js" data-business="klima" data-language="tr" defer></script>',
  );
  expect(snippet('https://centre.example', 'klima', '')).not.toContain('language');
});
