import { expect, it } from 'vitest';
import { differing } from '@/editing/Version';

it('shows only where two versions differ, and what only the other one has as empty', () => {
  const mine = [
    { label: 'Monday', text: '09:00-13:00' },
    { label: 'Tuesday', text: 'closed' },
  ];
  const theirs = [
    { label: 'Monday', text: '09:00-13:00' },
    { label: 'Tuesday', text: '10:00-12:00' },
    { label: 'Christmas', text: 'closed' },
  ];
  expect(differing(mine, theirs)).toEqual([
    { label: 'Tuesday', text: 'closed' },
    { label: 'Christmas', text: '' },
  ]);
});
