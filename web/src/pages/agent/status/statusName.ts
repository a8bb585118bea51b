import { useTranslation } from 'react-i18next';

type Known = keyof typeof import('@/i18n/locales/en/agent.json')['statusName'];

/** The names that Amazon Connect gives are translated; those of a business are as it wrote them. */
export function useStatusName(): (name: string) => string {
  const { t, i18n } = useTranslation('agent');
  return (name) =>
    i18n.exists(`statusName.${name}`, { ns: 'agent' }) ? t(`statusName.${name as Known}`) : name;
}
