import { useTranslation } from 'react-i18next';
import { useApiKeys } from '@/pages/people/keys/useApiKeys';
import { useMembers } from '@/pages/people/members/useMembers';

/** Returns a function that calls members, keys and the system by their names. */
export function useNames(): (subject: string) => string {
  const { t } = useTranslation('people');
  const names = new Map([
    ...useMembers().items.map(({ subject, name, email }) => [subject, name || email] as const),
    ...useApiKeys().items.map(({ id, name }) => [id, t('audit.key', { name })] as const),
    ['system', t('audit.system')] as const,
  ]);
  return (subject) => names.get(subject) ?? subject;
}
