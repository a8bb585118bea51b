import { useTranslation } from 'react-i18next';
import { ApiProblem, OfflineError } from '@/api/problem';

type Kind = keyof typeof import('@/i18n/locales/en/problems.json');

/** Returns a function that says in the viewer's language what kept something from being done. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('problems');
  return (error) => {
    if (error instanceof OfflineError) {
      return t('offline');
    }
    if (!(error instanceof ApiProblem)) {
      return t('unknown');
    }
    const key = error.kind as Kind;
    const sentence = i18n.exists(key, { ns: 'problems' })
      ? String(t(key))
      : error.title || t('unknown');
    const detail =
      error.detail || error.fields.map((each) => `${each.path}: ${each.expected}`).join('; ');
    return detail === '' ? sentence : `${sentence} (${detail})`;
  };
}
