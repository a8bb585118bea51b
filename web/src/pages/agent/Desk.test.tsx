/** What an agent sees when it does not go as it should, and that she can go on. */
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeChat } from '@/pages/agent/chat/fake';
import { Desk } from '@/pages/agent/Desk';
import { contact, DENIZ, FakeTelephone, leg } from '@/pages/agent/telephone/fake';
import type { TelephoneState } from '@/pages/agent/telephone/port';
import { cardReply } from '@/pages/agent/testing/card';
import { drawn } from '@/pages/agent/testing/desk';

const CARD = cardReply({
  id: 'ayse',
  name: 'Ayşe Yılmaz',
  tier: 'gold',
  notes: '<img src=x onerror=alert(1)>',
});
const PAUSED = { 'POST /v1/contacts/c-1/recording-pauses': { body: {} } };
const TALKING = contact({
  phase: 'connected',
  legs: [leg({ id: 'l-customer' }), leg({ id: 'l-agent', role: 'agent' })],
});

/** Everything of a desk is drawn for each test. */
vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => localStorage.clear());

async function at(state: Partial<TelephoneState>) {
  const telephone = new FakeTelephone(state);
  await drawn(<Desk subject="m-1" />, { telephone, replies: { ...CARD, ...PAUSED } });
  return telephone;
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const sees = (text: string | RegExp) => screen.findAllByText(text);

describe('a ring', () => {
  it('shows who it is before it is taken', async () => {
    const telephone = await at({ contacts: [contact()] });
    await sees('VIP');
    await sees('gold');
    // What a customer has written is text, whatever it says.
    await sees('<img src=x onerror=alert(1)>');
    await press('Accept: Ayşe Yılmaz');
    expect(telephone.done).toContain('accept c-1');
  });

  it('that cannot be taken is a sentence, and can be tried again', async () => {
    const telephone = await at({ contacts: [contact()] });
    telephone.refuses = 'not_possible_now';
    await press('Accept: Ayşe Yılmaz');
    await sees(/not possible at this moment/);
    await press('Accept: Ayşe Yılmaz');
    await waitFor(() => expect(screen.queryByText(/not possible at this moment/)).toBeNull());
  });

  it('is taken by Alt and A', async () => {
    const telephone = await at({ contacts: [contact()] });
    await userEvent.keyboard('{Alt>}[KeyA]{/Alt}');
    expect(telephone.done).toContain('accept c-1');
  });

  it('that was missed is a sentence with the way back', async () => {
    const telephone = await at({ contacts: [contact({ phase: 'missed' })] });
    await sees(/You missed Ayşe Yılmaz/);
    await press('Be available again');
    await waitFor(() => expect(telephone.done).toEqual(['clear c-1', 'setStatus Available']));
  });
});

describe('a call', () => {
  it('that was just taken is being connected, and cannot be taken twice', async () => {
    await at({ contacts: [contact({ phase: 'connecting' })] });
    await sees('Connecting');
    expect(screen.queryByRole('button', { name: /^(Accept|Reject)/ })).toBeNull();
  });

  it('that goes out is being called', async () => {
    await at({ contacts: [contact({ phase: 'connecting', isInbound: false })] });
    await sees('Calling');
  });

  it('that vanishes is ended, with its notes and its wrap-up open', async () => {
    const telephone = await at({ contacts: [TALKING] });
    await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), 'half');
    act(() => telephone.change({ contacts: [] }));
    await sees('This contact has ended. What you wrote is still here.');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Notes' }).value).toBe('half');
    await press('Finish without saving');
    await sees(/No contact at the moment/);
    expect(telephone.done).toEqual([]);
  });

  it('goes on while the telephone is silent', async () => {
    const telephone = await at({ contacts: [TALKING] });
    act(() => telephone.change({ link: 'lost' }));
    await sees(/The telephone does not answer/);
    await sees('Connected');
  });

  it('without a microphone is a sentence that can be put away', async () => {
    const telephone = await at({ contacts: [TALKING] });
    act(() => telephone.change({ trouble: 'microphone_not_shared' }));
    await sees(/does not share the microphone/);
    await press('Close');
    expect(screen.queryByText(/does not share the microphone/)).toBeNull();
  });

  it('with a colleague asked can be made one, swapped, or left to her', async () => {
    const consulting = contact({
      phase: 'connected',
      legs: [
        leg({ id: 'l-customer', state: 'held' }),
        leg({ id: 'l-emre', role: 'colleague', name: 'Emre' }),
        leg({ id: 'l-agent', role: 'agent' }),
      ],
    });
    const telephone = await at({ contacts: [consulting] });
    await sees('Emre: connected');
    await press('Swap');
    await press('Talk together');
    await press('Disconnect: Emre');
    await press('Leave the call to them');
    expect(telephone.done).toEqual([
      'swap c-1',
      'conference c-1',
      'dropLeg c-1 l-emre',
      'leave c-1',
    ]);
  });

  it('is held, muted and keyed', async () => {
    const telephone = await at({ contacts: [TALKING] });
    await press('Hold');
    await press('Mute');
    await press('Keys');
    await userEvent.keyboard('4');
    await press('Key 2');
    expect(telephone.done).toEqual(['hold c-1 l-customer', 'mute true', 'press c-1 2']);
  });
});

describe('several contacts', () => {
  it('stand in tabs, and each has its own notes', async () => {
    const chat = contact({ id: 'c-2', channel: 'task', phase: 'connected', name: 'Carrier' });
    await at({ contacts: [TALKING, chat] });
    await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), 'of the call');
    await userEvent.click(screen.getByRole('tab', { name: 'Task: Carrier' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Notes' }).value).toBe('');
    await userEvent.click(screen.getByRole('tab', { name: /Ayşe/ }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Notes' }).value).toBe(
      'of the call',
    );
  });
});

describe('what is half done in one tab', () => {
  const TASK = contact({ id: 'c-2', channel: 'task', phase: 'connected', name: 'Carrier' });
  const go = (name: RegExp) => userEvent.click(screen.getByRole('tab', { name }));

  it('a paused recording is still said to be paused', async () => {
    await at({ contacts: [TALKING, TASK] });
    await press('Pause recording');
    await sees(/Nothing is recorded/);
    await go(/Carrier/);
    await go(/Ayşe/);
    await sees(/Nothing is recorded/);
    expect(screen.getByRole('button', { name: 'Resume recording' })).toBeDefined();
  });

  it('an answer in a chat is still there', async () => {
    const telephone = new FakeTelephone({
      contacts: [contact({ id: 'c-3', channel: 'chat', phase: 'connected' }), TASK],
    });
    telephone.chat = new FakeChat();
    await drawn(<Desk subject="m-1" />, { telephone, replies: CARD });
    const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Write a/ });
    await userEvent.type(await field(), 'I will look');
    await go(/Carrier/);
    await go(/^Chat/);
    expect((await field()).value).toBe('I will look');
    await press('Send');
    await waitFor(async () => expect((await field()).value).toBe(''));
  });
});

describe('the second sign-in', () => {
  it('is one button away, and a blocked window is a sentence', async () => {
    const telephone = await at({ link: 'signed_out', agent: null });
    await press('Sign in to Amazon Connect');
    expect(telephone.done).toEqual(['signIn']);
    act(() => telephone.change({ isPopupBlocked: true }));
    await sees(/The browser did not let the window open/);
  });

  it('of who may not come in names who can change that', async () => {
    await at({ link: 'denied', agent: null });
    await sees(/An administrator of your business can change that/);
  });
});

it('a status of the business is as it wrote it, and the next one is told', async () => {
  const busy = { ...DENIZ, status: { name: 'Busy', type: 'busy' as const }, next: 'Stocktaking' };
  await at({ agent: busy });
  await sees('On contact');
  await sees(/then Stocktaking/);
});
