import { useTranslation } from 'react-i18next';

type Known = keyof typeof import('@/i18n/locales/en/entry.json')['madeStep'];

/** Returns a function that names a step of the set-up in Amazon Connect. */
export function useStepName(): (name: string) => string {
  const { t, i18n } = useTranslation('entry');
  return (name) =>
    i18n.exists(`madeStep.${name}`, { ns: 'entry' })
      ? t(`madeStep.${name as Known}`)
      : name.replaceAll('_', ' ');
}
