/** What goes wrong before Amazon Connect's panel is there at all. */
import { afterEach, expect, it, vi } from 'vitest';
import { StreamsTelephone } from '@/pages/agent/telephone/streams';
import type { World } from '@/world';

const WORLD = {
  region: 'eu-central-1',
  ccp: {
    url: 'https://centre.example/ccp-v2/',
    login_url: 'https://centre.example/',
    saml_url: null,
  },
  chat: { endpoint: null },
} as unknown as World;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('a window that is blocked is not waited for', () => {
  vi.useFakeTimers();
  vi.spyOn(window, 'open').mockReturnValue(null);
  const telephone = new StreamsTelephone(WORLD, 'klima');
  telephone.signIn();
  telephone.signIn();
  expect(telephone.state.isPopupBlocked).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('a window that is opened twice is waited for once, until it is closed', () => {
  vi.useFakeTimers();
  const popup = { closed: false };
  vi.spyOn(window, 'open').mockReturnValue(popup as Window);
  const telephone = new StreamsTelephone(WORLD, 'klima');
  telephone.signIn();
  telephone.signIn();
  expect(vi.getTimerCount()).toBe(1);
  popup.closed = true;
  vi.advanceTimersByTime(500);
  expect(vi.getTimerCount()).toBe(0);
});

it('a library that does not begin is said', async () => {
  const nowhere = { ...WORLD, ccp: { ...WORLD.ccp, url: null } } as unknown as World;
  const telephone = new StreamsTelephone(nowhere, 'klima');
  telephone.start();
  await vi.waitFor(() => expect(telephone.state.link).toBe('exhausted'), { timeout: 20_000 });
  expect(telephone.state.trouble).toBe('refused');
}, 30_000);
