import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { expect, it } from 'vitest';
import type { Versioned } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { useEdited } from '@/editing/useEdited';

/** What the API keeps: a text with a version, which colleagues change too. */
class Kept {
  text = 'first';
  version = 1;
  asked: string[] = [];

  load = async (): Promise<Versioned<string>> => ({ body: this.text, etag: `"${this.version}"` });

  save = async (text: string, etag: string): Promise<undefined> => {
    this.asked.push(`${text} over ${etag}`);
    if (etag !== `"${this.version}"`) {
      throw new ApiProblem('changed', 412, '', '', [], '', null);
    }
    this.put(text);
    return undefined;
  };

  put(text: string): void {
    this.text = text;
    this.version += 1;
  }
}

async function edited(kept: Kept) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <MemoryRouter>{children}</MemoryRouter>
    </QueryClientProvider>
  );
  const { result } = renderHook(
    () => useEdited<string>({ queryKey: ['text'], load: kept.load, save: kept.save }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.value).toBe('first'));
  return result;
}

it('saves over the version that was there when the writing began', async () => {
  const kept = new Kept();
  const form = await edited(kept);

  act(() => form.current.change('mine'));
  expect([form.current.value, form.current.isChanged]).toEqual(['mine', true]);
  act(() => form.current.save());

  await waitFor(() => expect(form.current.isSaved).toBe(true));
  expect([form.current.value, form.current.isChanged]).toEqual(['mine', false]);
  expect(kept.asked).toEqual(['mine over "1"']);
});

it('has nothing to save once everything is as it was', async () => {
  const form = await edited(new Kept());

  act(() => form.current.change('mine'));
  act(() => form.current.change('first'));

  expect(form.current.isChanged).toBe(false);
});

it('shows what a colleague has saved, and saves over it when told to', async () => {
  const kept = new Kept();
  const form = await edited(kept);
  act(() => form.current.change('mine'));
  kept.put('theirs');
  act(() => form.current.save());
  await waitFor(() => expect(form.current.theirs?.body).toBe('theirs'));
  expect([form.current.value, form.current.error]).toEqual(['mine', null]);

  act(() => form.current.keepMine());

  await waitFor(() => expect(kept.text).toBe('mine'));
  await waitFor(() => expect(form.current.isSaved).toBe(true));
  expect(kept.asked).toEqual(['mine over "1"', 'mine over "2"']);
});

it('takes what a colleague has saved', async () => {
  const kept = new Kept();
  const form = await edited(kept);
  act(() => form.current.change('mine'));
  kept.put('theirs');
  act(() => form.current.save());
  await waitFor(() => expect(form.current.theirs).not.toBeNull());

  act(() => form.current.takeTheirs());

  expect([form.current.value, form.current.isChanged, form.current.theirs]).toEqual([
    'theirs',
    false,
    null,
  ]);
  expect(kept.text).toBe('theirs');
});

it('keeps what was written when it is refused for another reason', async () => {
  const kept = new Kept();
  kept.save = async () => {
    throw new ApiProblem('invalid', 422, '', '', [{ path: 'body.x', expected: 'y' }], '', null);
  };
  const form = await edited(kept);
  act(() => form.current.change('mine'));
  act(() => form.current.save());

  await waitFor(() => expect(form.current.error).not.toBeNull());
  expect([form.current.value, form.current.theirs]).toEqual(['mine', null]);
});

it('keeps what is written while it is being saved, and saves it over that', async () => {
  const kept = new Kept();
  const atOnce = kept.save;
  let go = () => undefined as unknown;
  kept.save = async (text, etag) => {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    return atOnce(text, etag);
  };
  const form = await edited(kept);
  act(() => form.current.change('mine'));
  act(() => form.current.save());
  await waitFor(() => expect(form.current.isSaving).toBe(true));
  act(() => form.current.change('mine, and more'));
  await act(async () => go());

  await waitFor(() => expect(form.current.isSaving).toBe(false));
  expect(kept.text).toBe('mine');
  expect([form.current.value, form.current.isChanged, form.current.isSaved]).toEqual([
    'mine, and more',
    true,
    false,
  ]);
  act(() => form.current.save());
  await waitFor(() => expect(form.current.isSaving).toBe(true));
  await act(async () => go());
  await waitFor(() => expect(kept.text).toBe('mine, and more'));
  expect(kept.asked).toEqual(['mine over "1"', 'mine, and more over "2"']);
});
