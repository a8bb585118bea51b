import { expect, it } from 'vitest';
import { attributesOf } from '@/pages/people/customers/customer';

it('keeps fields with a name, the last of each', () => {
  expect(
    attributesOf([
      { name: ' contract ', value: 'A-1' },
      { name: '', value: 'lost' },
      { name: 'contract', value: 'A-2' },
    ]),
  ).toEqual({ contract: 'A-2' });
});
