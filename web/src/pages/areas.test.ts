import { expect, it } from 'vitest';

const SOURCES = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const IMPORT = /'@\/pages(?:\/(?<area>[a-z]+)[^']*)?'/g;

/** Which areas of the pages a module imports; empty is the list of all pages. */
function areasIn(text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => match.groups?.area ?? '');
}

/** ./agent/AgentPage.tsx -> agent; ../shell/Shell.tsx has none. */
function areaOf(path: string): string | undefined {
  return /^\.\/([a-z]+)\//.exec(path)?.[1];
}

it('lets no area of the pages import another, nor what they share import them', () => {
  const wrong = Object.entries(SOURCES)
    .filter(([path]) => !['./index.ts', '../App.tsx', './areas.test.ts'].includes(path))
    .flatMap(([path, text]) => {
      const own = areaOf(path);
      return areasIn(text)
        .filter((area) => area !== own && !(area === '' && own !== undefined))
        .map((area) => `${path} imports ${area}`);
    });
  expect(wrong).toEqual([]);
  expect(Object.keys(SOURCES)).toContain('./index.ts');
});
