/** Whose card stands beside a contact, and what was begun there. */
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SidePanel } from '@/pages/agent/customer/SidePanel';
import { useTelephoneState } from '@/pages/agent/telephone/context';
import { contact, FakeTelephone } from '@/pages/agent/telephone/fake';
import type { Contact } from '@/pages/agent/telephone/port';
import { cardReply } from '@/pages/agent/testing/card';
import { drawn, type Replies } from '@/pages/agent/testing/desk';
import { useWorkbench } from '@/pages/agent/workbench/useWorkbench';

vi.setConfig({ testTimeout: 30_000 });

const AYSE = { id: 'ayse', name: 'Ayşe Yılmaz', company: '', numbers: ['+905321112233'] };
const EMRE = { id: 'emre', name: 'Emre Ak', company: '', numbers: ['+905321112233'] };
const REPLIES: Replies = {
  ...cardReply(AYSE),
  ...cardReply(EMRE),
  'GET /v1/customers': { body: { items: [AYSE, EMRE], next_cursor: null } },
  'POST /v1/customers/look-up': { body: { customers: [EMRE] } },
  'GET /v1/orders': { body: { items: [], next_cursor: null } },
  'GET /v1/notes/customer/ayse': { body: { items: [], next_cursor: null } },
  'GET /v1/notes/customer/emre': { body: { items: [], next_cursor: null } },
  'GET /v1/scripts': { body: { items: [], next_cursor: null } },
};
const OF_EMRE = contact({ id: 'c-2', attributes: { customer_id: 'emre' } });
/** The flow has found nobody; by the number it is Emre alone. */
const UNKNOWN = contact({ id: 'c-3', phase: 'connected', attributes: {} });

beforeEach(() => localStorage.clear());
afterEach(() => vi.restoreAllMocks());

function Beside() {
  const { contacts } = useTelephoneState();
  const { workbench, kept } = useWorkbench('m-1');
  const [first] = contacts;
  const own = kept.find(({ id }) => id === first?.id) ?? null;
  const item = first === undefined ? null : { id: first.id, contact: first, kept: own };
  return <SidePanel item={item} workbench={workbench} knowledge={createRef()} />;
}

async function beside(...contacts: Contact[]) {
  const telephone = new FakeTelephone({ contacts });
  await drawn(<Beside />, { telephone, replies: { ...REPLIES } });
  return telephone;
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));
const goTo = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('tab', { name }));
const seesCardOf = (name: string) => screen.findByRole('heading', { name: new RegExp(name) });

async function lookUpAyse() {
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find a customer' }), 'ay');
  await press(/^Ayşe/);
  await seesCardOf('Ayşe Yılmaz');
}

describe('whose card it is', () => {
  it('a customer who was looked up is not taken for the next caller', async () => {
    const telephone = await beside();
    await lookUpAyse();
    act(() => telephone.change({ contacts: [OF_EMRE] }));
    await seesCardOf('Emre Ak');
    expect(screen.queryByRole('heading', { name: /Ayşe/ })).toBeNull();
  });

  it('it may be somebody else than the only one of this number', async () => {
    await beside(UNKNOWN);
    await seesCardOf('Emre Ak');
    await press('Somebody else');
    await seesCardOf('Find a customer');
    await lookUpAyse();
  });

  it('or than whom the flow has found', async () => {
    await beside({ ...OF_EMRE, phase: 'connected' });
    await seesCardOf('Emre Ak');
    await press('Somebody else');
    await seesCardOf('Find a customer');
  });
});

describe('a note that is being written', () => {
  const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'New note' });

  it('outlives its tab and the next caller, and stays with its customer', async () => {
    const telephone = await beside();
    await lookUpAyse();
    await goTo('Notes');
    await userEvent.type(await field(), 'calls back');
    await goTo('Card');
    await goTo('Notes');
    expect((await field()).value).toBe('calls back');

    act(() => telephone.change({ contacts: [OF_EMRE] }));
    await seesCardOf('Emre Ak');
    await goTo('Notes');
    expect((await field()).value).toBe('');

    act(() => telephone.change({ contacts: [] }));
    await seesCardOf('Ayşe Yılmaz');
    await goTo('Notes');
    expect((await field()).value).toBe('calls back');
  });
});

describe('a form that is closed', () => {
  const confirmed = (answer: boolean) => vi.spyOn(window, 'confirm').mockReturnValue(answer);

  async function order() {
    await beside(OF_EMRE);
    await goTo(/^Orders/);
    await press('New order');
    return within(await screen.findByRole('dialog', { name: 'New order' }));
  }

  it('is closed without a word where nothing was written', async () => {
    const asked = confirmed(false);
    const dialog = await order();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New order' })).toBeNull());
    expect(asked).not.toHaveBeenCalled();
  });

  it('asks first where something was', async () => {
    const dialog = await order();
    await userEvent.type(dialog.getByRole('textbox', { name: 'Note' }), 'by noon');
    const asked = confirmed(false);
    await userEvent.click(dialog.getByRole('button', { name: 'Close' }));
    expect(asked).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('dialog', { name: 'New order' })).toBeDefined();
    asked.mockReturnValue(true);
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New order' })).toBeNull());
  });
});
