import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Player } from '@/pages/agent/history/Player';
import { drawn } from '@/pages/agent/testing/desk';

const LINK = 'POST /v1/contacts/c-1/recordings/r-1/links';
const RECORDING = {
  id: 'r-1',
  consent: 'granted',
  duration_ms: 61_000,
  size_bytes: 1,
  started_at: '2026-11-23T09:00:00Z',
};

afterEach(() => vi.useRealTimers());

async function listening(urls: string[]) {
  const replies = { [LINK]: urls.map((url) => ({ body: { url, expires_in_s: 60 } })) };
  const { api } = await drawn(<Player contact="c-1" recording={RECORDING} />, { replies });
  await userEvent.click(screen.getByRole('button', { name: /Recording of .* 1:01/ }));
  return api;
}

const player = () => document.querySelector('audio') as HTMLAudioElement;

it('a link that has expired is asked for anew, and goes on where it was', async () => {
  const api = await listening(['https://s3.example/a?1', 'https://s3.example/a?2']);
  await waitFor(() => expect(player()).not.toBeNull());
  expect(player().src).toBe('https://s3.example/a?1');

  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 90_000);
  player().currentTime = 12;
  await act(async () => fireEvent.error(player()));
  await waitFor(() => expect(player().src).toBe('https://s3.example/a?2'));
  player().currentTime = 0;
  fireEvent.loadedMetadata(player());
  expect(player().currentTime).toBe(12);
  expect(api.times(LINK)).toBe(2);
});

it('a recording that fails at once is a sentence, and not asked for without end', async () => {
  const api = await listening(['https://s3.example/a?1']);
  await waitFor(() => expect(player()).not.toBeNull());
  fireEvent.error(player());
  await screen.findByText(/cannot be played/);
  expect(api.times(LINK)).toBe(1);
});

it('a link that is none is not followed', async () => {
  await listening(['javascript:alert(1)']);
  await screen.findByText(/cannot be played/);
  expect(player()).toBeNull();
});
