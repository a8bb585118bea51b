/** The texts of the pages. One file for each language and namespace, loaded when it is needed. */
import i18next from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { initReactI18next } from 'react-i18next';

/** As each calls itself. */
export const LANGUAGES = {
  tr: 'Türkçe',
  ru: 'Русский',
  zh: '中文',
  it: 'Italiano',
  en: 'English',
} as const;

export type Language = keyof typeof LANGUAGES;

const KEPT = 'santral.language';
const FILES = import.meta.glob<{ default: object }>('./locales/*/*.json');

export async function startTexts(): Promise<void> {
  await i18next
    .use(
      resourcesToBackend((language: string, namespace: string) =>
        FILES[`./locales/${language}/${namespace}.json`]?.(),
      ),
    )
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      load: 'languageOnly',
      ns: ['common', 'navigation', 'problems'],
      defaultNS: 'common',
      // React writes text as text.
      interpolation: { escapeValue: false },
    });
  tellDocument(i18next.language);
  i18next.on('languageChanged', tellDocument);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await i18next.changeLanguage(language);
}

export function isLanguage(text: string | null | undefined): text is Language {
  return text != null && Object.hasOwn(LANGUAGES, text);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) {
    return kept;
  }
  const spoken = navigator.languages.map((each) => each.split('-')[0]);
  return spoken.find(isLanguage) ?? 'en';
}

function tellDocument(language: string): void {
  document.documentElement.lang = language;
}
