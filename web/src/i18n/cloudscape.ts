/** Cloudscape's own texts. It has none in Russian: ours stand in `cloudscape.ru.json`. */
import type { I18nProviderProps } from '@cloudscape-design/components/i18n';
import { useEffect, useState } from 'react';
import { isLanguage, type Language } from '@/i18n';

type Messages = I18nProviderProps.Messages;

const LOADERS: Readonly<Record<Language, () => Promise<{ default: unknown }>>> = {
  tr: () => import('@cloudscape-design/components/i18n/messages/all.tr.json'),
  zh: () => import('@cloudscape-design/components/i18n/messages/all.zh-CN.json'),
  it: () => import('@cloudscape-design/components/i18n/messages/all.it.json'),
  en: () => import('@cloudscape-design/components/i18n/messages/all.en.json'),
  ru: () => import('@/i18n/cloudscape.ru.json'),
};

/** Cloudscape looks messages up under the locale that it is given; Chinese is filed as zh-CN. */
function under(language: Language, loaded: Messages): Messages {
  const [namespace, byLocale] = Object.entries(loaded)[0] ?? [];
  const [texts] = Object.values(byLocale ?? {});
  return namespace === undefined || texts === undefined
    ? loaded
    : { [namespace]: { [language]: texts } };
}

export function useCloudscapeTexts(language: string): readonly Messages[] {
  const [messages, setMessages] = useState<readonly Messages[]>([]);
  useEffect(() => {
    let wanted = true;
    if (isLanguage(language)) {
      void LOADERS[language]().then((loaded) => {
        if (wanted) {
          setMessages([under(language, loaded.default as Messages)]);
        }
      });
    }
    return () => {
      wanted = false;
    };
  }, [language]);
  return messages;
}
