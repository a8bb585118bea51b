import { useTranslation } from 'react-i18next';
import { ApiProblem, OfflineError } from '@/api/problem';

type Kind = keyof typeof import('@/i18n/locales/en/problems.json');

export interface ProblemParts {
  /** In the viewer's language. */
  sentence: string;
  /** What the API adds, in English; often empty. */
  detail: string;
}

/** Returns a function that says what kept something from being done. */
export function useProblemParts(): (error: unknown) => ProblemParts {
  const { t, i18n } = useTranslation('problems');
  return (error) => {
    if (error instanceof OfflineError) {
      return { sentence: t('offline'), detail: '' };
    }
    if (!(error instanceof ApiProblem)) {
      return { sentence: t('unknown'), detail: '' };
    }
    const sentence = i18n.exists(error.kind, { ns: 'problems' })
      ? t(error.kind as Kind)
      : t('unknown');
    const detail =
      error.detail || error.fields.map((each) => `${each.path}: ${each.expected}`).join('; ');
    return { sentence, detail };
  };
}

/** The same as one text, for where there can be no more than that. */
export function useProblemText(): (error: unknown) => string {
  const parts = useProblemParts();
  return (error) => {
    const { sentence, detail } = parts(error);
    return detail === '' ? sentence : `${sentence} (${detail})`;
  };
}
