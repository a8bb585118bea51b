import { act, render, screen, waitFor } from '@testing-library/react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTexts } from '@/i18n';
import { useAskedBeforeLeaving, useUnsavedWarning } from '@/states/unsaved';

beforeAll(startTexts);

const questions: (string | undefined)[] = [];
let answer = false;

beforeEach(() => {
  questions.length = 0;
  vi.spyOn(window, 'confirm').mockImplementation((text) => {
    questions.push(text);
    return answer;
  });
});

function Around() {
  useAskedBeforeLeaving();
  return <Outlet />;
}

function TwoForms({ unsaved }: { unsaved: boolean }) {
  useUnsavedWarning(unsaved);
  useUnsavedWarning(unsaved);
  return <p>Two forms</p>;
}

function open(unsaved: boolean) {
  const router = createMemoryRouter(
    [
      {
        element: <Around />,
        children: [
          { path: '/', element: <p>Start</p> },
          { path: '/forms', element: <TwoForms unsaved={unsaved} /> },
        ],
      },
    ],
    { initialEntries: ['/', '/forms'] },
  );
  render(<RouterProvider router={router} />);
  return (to: string | -1) =>
    act(() => (to === -1 ? router.navigate(-1) : router.navigate(to, { replace: true })));
}

const isPrevented = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

it.each([-1, '/'] as const)('asks once before %s loses what was written', async (way) => {
  answer = false;
  const go = open(true);
  await go(way);
  await waitFor(() =>
    expect(questions).toEqual(['What you changed is not saved. Leave all the same?']),
  );
  expect(screen.getByText('Two forms')).toBeDefined();
  expect(isPrevented()).toBe(true);

  answer = true;
  await go(way);
  await waitFor(() => expect(screen.getByText('Start')).toBeDefined());
  expect(questions).toHaveLength(2);
  expect(isPrevented()).toBe(false);
});

it('asks nothing where nothing would be lost', async () => {
  const go = open(false);
  await go(-1);
  await waitFor(() => expect(screen.getByText('Start')).toBeDefined());
  expect(questions).toEqual([]);
});
