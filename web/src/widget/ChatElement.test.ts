import { beforeAll, expect, it, vi } from 'vitest';
import { ChatElement } from './ChatElement';

const SERVICE = 'https://centre.example';

beforeAll(() => {
  customElements.define('santral-chat', ChatElement);
  // jsdom has no sheets that are made by scripts.
  vi.stubGlobal(
    'CSSStyleSheet',
    class {
      replaceSync() {}
    },
  );
});

it('takes up no chat for a page that it was taken off while it was greeted', async () => {
  let greet: (answer: Response) => void = () => undefined;
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: URL) => {
    asked.push(url.pathname);
    return new Promise<Response>((resolve) => {
      greet = resolve;
    });
  });
  const kept = vi.spyOn(Storage.prototype, 'getItem');
  const chat = document.createElement('santral-chat');
  chat.setAttribute('service', SERVICE);
  chat.setAttribute('business', 'klima');
  document.body.append(chat);
  chat.remove();

  greet(Response.json({ name: 'Klima', greeting: {} }));
  await new Promise((resolve) => setTimeout(resolve));

  expect(asked).toEqual(['/v1/chats/klima']);
  expect(kept).not.toHaveBeenCalled();
});
