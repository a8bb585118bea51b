import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { startTexts } from '@/i18n';
import { Listing } from '@/pages/people/listing/Listing';
import { type Rows, usePages } from '@/pages/people/listing/usePages';

beforeAll(async () => {
  await startTexts();
  await i18next.loadNamespaces('people');
});

function rows(changed: Partial<Rows<string>>): Rows<string> {
  return {
    items: ['repair', 'sales'],
    isPending: false,
    error: null,
    again: () => undefined,
    hasMore: false,
    isFetchingMore: false,
    more: () => undefined,
    ...changed,
  };
}

function list(changed: Partial<Rows<string>>) {
  return (
    <Listing
      rows={rows(changed)}
      title="Queues"
      idOf={(name) => name}
      textOf={(name) => name}
      empty="There is no queue yet."
      next={<button type="button">Create one</button>}
      columns={[{ id: 'name', header: 'Name', cell: (name) => name }]}
    />
  );
}

it('shows what the filter finds, and all again', async () => {
  const user = userEvent.setup();
  render(list({}));
  await user.type(screen.getByRole('searchbox', { name: 'Find in this list' }), 'zzz');
  expect(screen.getByText('Nothing matches.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(screen.getByText('repair')).toBeDefined();
});

it('says the next step where there is nothing', () => {
  render(list({ items: [] }));
  expect(screen.getByText('There is no queue yet.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Create one' })).toBeDefined();
});

it('says what went wrong instead, and tries again', async () => {
  const user = userEvent.setup();
  let tries = 0;
  const error = new ApiProblem('failed', 500, '', '', [], '', null);
  render(list({ items: [], error, again: () => (tries += 1) }));
  expect(screen.queryByText('There is no queue yet.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(tries).toBe(1);
});

it('asks for more when the filter may find it there', async () => {
  const user = userEvent.setup();
  let asked = 0;
  render(list({ hasMore: true, more: () => (asked += 1) }));
  const before = asked;
  await user.type(screen.getByRole('searchbox', { name: 'Find in this list' }), 'x');
  expect(asked).toBeGreaterThan(before - 1);
  expect(asked).toBeGreaterThan(0);
});

/** Queues whose second page does not come before it is asked for the second time. */
class Queues {
  asked: (string | null)[] = [];

  load = async (cursor: string | null) => {
    this.asked.push(cursor);
    if (cursor === null) {
      return { items: ['repair'], next_cursor: 'two' };
    }
    if (this.asked.length === 2) {
      throw new ApiProblem('failed', 500, '', '', [], '', null);
    }
    return { items: ['sales'], next_cursor: null };
  };
}

function Paged({ queues }: { queues: Queues }) {
  return list(usePages(['queues'], queues.load));
}

it('asks for a page that has failed only when told to', async () => {
  const user = userEvent.setup();
  const queues = new Queues();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <Paged queues={queues} />
    </QueryClientProvider>,
  );
  const again = await screen.findByRole('button', { name: 'Try again' });
  await user.type(screen.getByRole('searchbox', { name: 'Find in this list' }), 's');
  expect(queues.asked).toEqual([null, 'two']);

  await user.click(again);

  await waitFor(() => expect(screen.getByText('sales')).toBeDefined());
  expect(queues.asked).toEqual([null, 'two', 'two']);
});
