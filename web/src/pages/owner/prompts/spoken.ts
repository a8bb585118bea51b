/** Every text of a set-up that callers hear, for a language that is to be added. */
import type { components } from '@/api/schema';
import type { Setup } from '@/setup/setup';

type Draft = components['schemas']['DraftBody'];
type Texts = Readonly<Record<string, string>>;

export const LANGUAGES = {
  tr: { locale: 'tr-TR', voice: 'Filiz' },
  ru: { locale: 'ru-RU', voice: 'Tatyana' },
  it: { locale: 'it-IT', voice: 'Bianca' },
  zh: { locale: 'zh-CN', voice: 'Zhiyu' },
  en: { locale: 'en-GB', voice: 'Amy' },
} as const;

export interface SpokenText {
  /** Where it stands in the set-up: `menus[0].choices.3.message`. */
  path: string;
  texts: Texts;
}

/** Those that are said in some language: each of them has to be said in the new one too. */
export function spokenIn(setup: Setup): SpokenText[] {
  const found: SpokenText[] = [];
  rewritten(setup, (path, texts) => {
    found.push({ path, texts });
    return texts;
  });
  return found;
}

/** What a text of the set-up belongs to: a part of it, and the name of one of that part. */
export function placeOf(setup: Setup, path: string): { part: string; name: string } {
  const [, part = path.split('.')[0] ?? '', index = ''] = /^(\w+)\[(\d+)\]/.exec(path) ?? [];
  const listed: Readonly<Record<string, readonly string[]>> = {
    menus: setup.menus.map(({ id }) => id),
    hotlines: setup.hotlines.map(({ name }) => name),
    holidays: setup.holidays.map(({ name }) => name),
    schedules: setup.schedules.map(({ name }) => name),
  };
  return { part, name: listed[part]?.[Number(index)] ?? '' };
}

/**
 * The parts of the set-up with a language more, as `PATCH /v1/setup` takes them; what is not
 * written is left for the API to ask for.
 */
export function withLanguage(
  setup: Setup,
  language: Setup['languages'][number],
  texts: Texts,
): Partial<Draft> {
  return {
    ...rewritten(setup, (path, said) => {
      const text = texts[path]?.trim() ?? '';
      return text === '' ? said : { ...said, [language.code]: text };
    }),
    languages: [...setup.languages, language],
  };
}

type Rewrite = (path: string, texts: Texts) => Texts;

function rewritten(setup: Setup, rewrite: Rewrite): Partial<Draft> {
  const put = (path: string, texts: Texts | undefined): Record<string, string> =>
    Object.keys(texts ?? {}).length === 0 ? {} : { ...rewrite(path, texts ?? {}) };
  const days = (path: string, overrides: Setup['holidays']) =>
    overrides.map((each, index) => ({
      ...each,
      spoken: put(`${path}[${index}].spoken`, each.spoken),
    }));
  return {
    menus: setup.menus.map((menu, index) => ({
      ...menu,
      prompt: put(`menus[${index}].prompt`, menu.prompt),
      choices: Object.fromEntries(
        Object.entries(menu.choices).map(([key, choice]) => [
          key,
          { ...choice, message: put(`menus[${index}].choices.${key}.message`, choice.message) },
        ]),
      ),
    })),
    hotlines: setup.hotlines.map((each, index) => ({
      ...each,
      greeting: put(`hotlines[${index}].greeting`, each.greeting),
    })),
    holidays: days('holidays', setup.holidays),
    schedules: setup.schedules.map((each, index) => ({
      ...each,
      overrides: days(`schedules[${index}].overrides`, each.overrides),
    })),
    emergency: {
      ...setup.emergency,
      message: put('emergency.message', setup.emergency.message),
    },
    consent: { ...setup.consent, text: put('consent.text', setup.consent.text) },
  };
}
