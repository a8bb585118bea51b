import { useTranslation } from 'react-i18next';

type Known = keyof typeof import('@/i18n/locales/en/owner.json')['prompts']['name'];

/** Returns a function that says when a prompt is said; one that is new here goes by its key. */
export function usePromptName(): (key: string) => string {
  const { t, i18n } = useTranslation('owner');
  return (key) =>
    i18n.exists(`prompts.name.${key}`, { ns: 'owner' }) ? t(`prompts.name.${key as Known}`) : key;
}
