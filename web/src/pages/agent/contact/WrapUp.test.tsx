import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Act, ActingContext } from '@/pages/agent/acting';
import { WrapUp } from '@/pages/agent/contact/WrapUp';
import { contact } from '@/pages/agent/telephone/fake';
import { drawn, type Replies } from '@/pages/agent/testing/desk';
import { Workbench } from '@/pages/agent/workbench/workbench';

const PATH = '/v1/contacts/c-1/wrap-up';
const NOBODY = { at: null, by: '', codes: [], note: '' };
const ENDED = contact({ phase: 'ended' });
const CODES: Replies = { 'GET /v1/wrap-up-codes': { body: { items: [], next_cursor: null } } };

beforeEach(() => localStorage.clear());

/** As the page does, but that what is refused fails the test unless it is awaited. */
const refusals: unknown[] = [];
const doing: Act = async (what) => {
  try {
    await what();
    return true;
  } catch (error) {
    refusals.push(error);
    return false;
  }
};

afterEach(() => {
  expect(refusals.splice(0)).toEqual([]);
});

const bench = () => {
  const workbench = new Workbench(localStorage, 'm-1');
  workbench.observe([ENDED], 0);
  return workbench;
};

async function wrapUp(replies: Replies, workbench = bench()) {
  workbench.change('c-1', { note: 'mine' });
  const kept = workbench.kept[0];
  if (kept === undefined) {
    throw new Error('nothing is kept');
  }
  const { api, telephone } = await drawn(
    <ActingContext value={doing}>
      <WrapUp kept={kept} contact={ENDED} workbench={workbench} />
    </ActingContext>,
    { replies: { ...CODES, ...replies } },
  );
  await userEvent.click(screen.getByRole('button', { name: 'Save and finish' }));
  return { api, telephone, workbench };
}

it('is saved, and the contact cleared', async () => {
  const { api, telephone, workbench } = await wrapUp({
    [`GET ${PATH}`]: { body: NOBODY, etag: '"0"' },
    [`PUT ${PATH}`]: { body: NOBODY },
  });
  await waitFor(() => expect(workbench.kept).toEqual([]));
  expect(api.asked.find(({ what }) => what.startsWith('PUT'))).toEqual({
    what: `PUT ${PATH}`,
    body: { codes: [], note: 'mine' },
    ifMatch: '"0"',
  });
  expect(telephone.done).toEqual(['clear c-1']);
});

const FOREIGN: Replies = {
  [`GET ${PATH}`]: { body: { ...NOBODY, at: '2026-11-23T09:00:00Z', note: 'theirs' }, etag: '"3"' },
  [`PUT ${PATH}`]: { body: NOBODY },
};

it('that somebody else has written to shows both, and mine may stay', async () => {
  const { api } = await wrapUp(FOREIGN);
  await screen.findByText('theirs');
  expect(api.times(`PUT ${PATH}`)).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: 'Save yours over it' }));
  await waitFor(() => expect(api.times(`PUT ${PATH}`)).toBe(1));
});

it('or theirs is taken', async () => {
  const { api, workbench } = await wrapUp(FOREIGN);
  await screen.findByText('theirs');
  await userEvent.click(screen.getByRole('button', { name: 'Take what was saved' }));
  await waitFor(() => expect(workbench.kept).toEqual([]));
  expect(api.times(`PUT ${PATH}`)).toBe(0);
});

it('that changes between reading and writing is read again', async () => {
  const { api, workbench } = await wrapUp({
    [`GET ${PATH}`]: { body: NOBODY, etag: '"0"' },
    [`PUT ${PATH}`]: [{ status: 412, body: { type: '#changed' } }, { body: NOBODY }],
  });
  await waitFor(() => expect(workbench.kept).toEqual([]));
  expect(api.times(`GET ${PATH}`)).toBe(2);
});

it('that changes again and again is refused in the end', async () => {
  const { api, workbench } = await wrapUp({
    [`GET ${PATH}`]: { body: NOBODY, etag: '"0"' },
    [`PUT ${PATH}`]: { status: 412, body: { type: '#changed' } },
  });
  await waitFor(() => expect(refusals.splice(0)).toMatchObject([{ status: 412 }]));
  expect(api.times(`PUT ${PATH}`)).toBe(2);
  expect(workbench.kept[0]).toMatchObject({ note: 'mine', isSaved: false });
});

it('that is written to while it is saved is not finished with', async () => {
  const workbench = bench();
  const { api, telephone } = await wrapUp(
    {
      [`GET ${PATH}`]: { body: NOBODY, etag: '"0"' },
      [`PUT ${PATH}`]: {
        body: NOBODY,
        meanwhile: () => workbench.change('c-1', { note: 'mine, and more' }),
      },
    },
    workbench,
  );
  await waitFor(() => expect(api.times(`PUT ${PATH}`)).toBe(1));
  await waitFor(() => expect(workbench.kept[0]?.isSaved).toBe(false));
  expect(workbench.kept[0]?.note).toBe('mine, and more');
  expect(telephone.done).toEqual([]);
});

it('that the same person has saved before is written over', async () => {
  const { api, workbench } = await wrapUp({
    [`GET ${PATH}`]: {
      body: { ...NOBODY, at: '2026-11-23T09:00:00Z', by: 'm-1', note: 'before' },
      etag: '"3"',
    },
    [`PUT ${PATH}`]: { body: NOBODY },
  });
  await waitFor(() => expect(workbench.kept).toEqual([]));
  expect(api.times(`PUT ${PATH}`)).toBe(1);
});
