import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { beforeAll, expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { startTexts } from '@/i18n';
import { Asking } from '@/pages/people/asking/Asking';

beforeAll(startTexts);

function asked(act: () => Promise<undefined>) {
  return (
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <Asking text="Delete" question="Delete the queue repair?" act={act} shownIn={['queues']}>
          It goes from Amazon Connect too.
        </Asking>
      </MemoryRouter>
    </QueryClientProvider>
  );
}

async function open() {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /Delete the queue repair/ }));
  return user;
}

it('does nothing before it is answered, and names what goes with it', async () => {
  let done = 0;
  render(
    asked(async () => {
      done += 1;
      return undefined;
    }),
  );
  const user = await open();
  expect(screen.getByText('It goes from Amazon Connect too.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(done).toBe(0);

  await open();
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  expect(done).toBe(1);
});

it('stays open and says why it could not be done', async () => {
  render(
    asked(() =>
      Promise.reject(new ApiProblem('conflict', 409, '', 'A key leads to it.', [], '', null)),
    ),
  );
  const user = await open();
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText(/A key leads to it\./)).toBeDefined();
  expect(screen.getByText('It goes from Amazon Connect too.')).toBeDefined();
});
