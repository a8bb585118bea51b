/** One way to do something that may be refused: what it says then stands on top of the page. */
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { TelephoneProblem } from '@/pages/agent/telephone/problems';
import { useProblemText } from '@/states/problemText';

/** Answers whether it was done. */
export type Act = (what: () => Promise<unknown>) => Promise<boolean>;

export const ActingContext = createContext<Act | null>(null);

export function useAct(): Act {
  const act = useContext(ActingContext);
  if (act === null) {
    throw new Error('nothing around this component takes its failures');
  }
  return act;
}

/** Whatever it was that refused, as a sentence. */
export function useTroubleText(): (error: unknown) => string {
  const { t } = useTranslation('agent');
  const problemText = useProblemText();
  return (error) =>
    error instanceof TelephoneProblem ? t(`problem.${error.code}`) : problemText(error);
}
