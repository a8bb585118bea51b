import { expect, it } from 'vitest';
import {
  endsOf,
  minutesOf,
  minutesOpen,
  minutesOpenInWeek,
  nextSlot,
  problemsOf,
  tidied,
  timeOf,
  withDayCopied,
  withSlots,
} from '@/setup/slots';

it.each([
  ['00:00', 0],
  ['09:30', 570],
  ['9:05', 545],
  ['24:00', 1440],
  ['24:01', null],
  ['12:60', null],
  ['12', null],
  ['', null],
  ['ab:cd', null],
])('reads %s', (time, minutes) => {
  expect(minutesOf(time)).toBe(minutes);
});

it('writes what it has read', () => {
  for (let minutes = 0; minutes <= 1440; minutes += 7) {
    expect(minutesOf(timeOf(minutes))).toBe(minutes);
  }
});

it.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['9.30', '09:30'],
  ['18h30', '18:30'],
  [' 18:30 ', '18:30'],
  ['24', '24:00'],
  ['25', '25'],
  ['noon', 'noon'],
])('understands %s as %s', (typed, meant) => {
  expect(tidied(typed)).toBe(meant);
});

it('parts a slot that is still being written', () => {
  expect(endsOf('09:00-')).toEqual(['09:00', '']);
  expect(endsOf('09:00')).toEqual(['09:00', '']);
});

it('says what is wrong with which slot', () => {
  expect(problemsOf(['09:00-13:00', '14:00-18:30'])).toEqual([null, null]);
  expect(problemsOf(['09:00-13:00', '13:00-14:00'])).toEqual([null, null]);
  expect(problemsOf(['09:00-13:00', '12:59-14:00'])).toEqual(['overlap', 'overlap']);
  expect(problemsOf(['22:00-02:00'])).toEqual(['backwards']);
  expect(problemsOf(['09:00-09:00'])).toEqual(['backwards']);
  expect(problemsOf(['9-'])).toEqual(['time']);
  expect(problemsOf(['22:00-24:00', '00:00-02:00'])).toEqual([null, null]);
});

it('sums a week up', () => {
  expect(minutesOpen(['09:00-13:00', '14:00-18:30'])).toBe(510);
  expect(minutesOpen(['13:00-09:00', '?'])).toBe(0);
  expect(minutesOpenInWeek({ mon: ['09:00-13:00'], sun: ['00:00-24:00'] })).toBe(1680);
});

it('offers the next slot, as long as there is a day left', () => {
  expect(nextSlot([])).toBe('09:00-17:00');
  expect(nextSlot(['09:00-13:00'])).toBe('14:00-18:00');
  expect(nextSlot(['09:00-21:30'])).toBe('22:30-24:00');
  expect(nextSlot(['09:00-23:00'])).toBeNull();
});

it('leaves a closed day out of a week', () => {
  expect(withSlots({ mon: ['09:00-13:00'] }, 'mon', [])).toEqual({});
  expect(withDayCopied({ mon: ['09:00-13:00'], sat: ['10:00-12:00'] }, 'mon', ['tue'])).toEqual({
    mon: ['09:00-13:00'],
    sat: ['10:00-12:00'],
    tue: ['09:00-13:00'],
  });
  expect(withDayCopied({ sat: ['10:00-12:00'] }, 'sun', ['sat'])).toEqual({});
});
