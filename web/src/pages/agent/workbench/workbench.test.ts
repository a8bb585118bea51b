/** What an agent writes to a contact is not lost. */
import { beforeEach, describe, expect, it } from 'vitest';
import { contact } from '@/pages/agent/telephone/fake';
import { KEPT_MS } from '@/pages/agent/workbench/kept';
import { Workbench } from '@/pages/agent/workbench/workbench';

const NINE = Date.parse('2026-11-23T09:00:00Z');
const MINUTE = 60_000;
const talking = contact({ phase: 'connected' });

beforeEach(() => localStorage.clear());

const bench = () => new Workbench(localStorage, 'deniz');

describe('a contact in hand', () => {
  it('is kept from the moment it is answered, not while it rings', () => {
    const kept = bench();
    kept.observe([contact({ phase: 'ringing' })], NINE);
    expect(kept.kept).toEqual([]);

    kept.observe([talking], NINE);
    expect(kept.kept.map(({ id, name, customer }) => [id, name, customer])).toEqual([
      ['c-1', 'Ayşe Yılmaz', 'ayse'],
    ]);
  });

  it('has its notes after a reload', () => {
    const before = bench();
    before.observe([talking], NINE);
    before.change('c-1', { note: 'wants a refund', codes: ['refund'] });

    const after = bench();
    expect(after.kept[0]).toMatchObject({ note: 'wants a refund', codes: ['refund'] });
  });

  it('keeps of what the flow found out the language alone', () => {
    const found = { customer_id: 'ayse', language: 'tr-TR', card_holder: 'A. Yılmaz' };
    const kept = bench();
    kept.observe([{ ...talking, attributes: found }], NINE);
    expect(kept.kept[0]).toMatchObject({ language: 'tr-TR' });
    expect(localStorage.getItem('santral.workbench.deniz')).not.toContain('A. Yılmaz');
  });

  it('that is first seen when it has ended is there to be wrapped up', () => {
    const kept = bench();
    kept.observe([contact({ phase: 'ended' })], NINE);
    expect(kept.kept[0]).toMatchObject({ endedMs: NINE });
  });

  it('that vanishes is ended, and its wrap-up stays open', () => {
    const kept = bench();
    kept.observe([talking], NINE);
    kept.change('c-1', { note: 'wants a refund' });

    kept.observe([], NINE + MINUTE);
    expect(kept.kept[0]).toMatchObject({ endedMs: NINE + MINUTE, note: 'wants a refund' });

    kept.observe([], NINE + 2 * MINUTE);
    expect(kept.kept[0]).toMatchObject({ endedMs: NINE + MINUTE });
  });

  it('that is saved goes with its contact', () => {
    const kept = bench();
    kept.observe([talking], NINE);
    kept.change('c-1', { isSaved: true });

    kept.observe([], NINE + MINUTE);
    expect(kept.kept).toEqual([]);
  });

  it('that nobody comes back to is forgotten after a week', () => {
    const kept = bench();
    kept.observe([talking], NINE);
    kept.observe([], NINE + MINUTE);

    kept.observe([], NINE + MINUTE + KEPT_MS);
    expect(kept.kept).toHaveLength(1);
    kept.observe([], NINE + MINUTE + KEPT_MS + 1);
    expect(kept.kept).toEqual([]);
  });

  it('is not seen by another person at the same browser', () => {
    bench().observe([talking], NINE);
    expect(new Workbench(localStorage, 'emre').kept).toEqual([]);
  });
});

describe('two tabs', () => {
  it('do not bring back what the other has thrown away', () => {
    const [one, two] = [bench(), bench()];
    one.observe([talking], NINE);
    two.observe([talking], NINE);

    one.drop('c-1');
    two.observe([], NINE + MINUTE);
    expect(two.kept).toEqual([]);
  });

  it('tell one another what is written', () => {
    const [one, two] = [bench(), bench()];
    one.observe([talking], NINE);
    const seen: string[] = [];
    const stop = two.subscribe(() => seen.push(two.kept[0]?.note ?? ''));

    one.change('c-1', { note: 'wants a refund' });
    dispatchEvent(new StorageEvent('storage', { key: 'santral.workbench.deniz' }));
    stop();
    expect(seen).toEqual(['wants a refund']);
  });
});

it('a storage that holds nonsense is an empty one', () => {
  localStorage.setItem('santral.workbench.deniz', '{"what":');
  expect(bench().kept).toEqual([]);
});
