/** Calls of Amazon Connect's library, which answers by callbacks, and sometimes never. */
import { ofRefusal, TelephoneProblem } from '@/pages/agent/telephone/problems';

/** So long a command is waited for; then the agent is told, and can go on. */
export const PATIENCE_MS = 15_000;

interface Callbacks<T> {
  success: (answer?: T) => void;
  failure: (error: unknown) => void;
}

/** @throws TelephoneProblem - refused, or not answered in time. */
export function asked<T>(ask: (callbacks: Callbacks<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TelephoneProblem('no_answer')), PATIENCE_MS);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      then();
    };
    try {
      ask({
        success: (answer) => settle(() => resolve(answer as T)),
        failure: (error) => settle(() => reject(asProblem(error))),
      });
    } catch (error) {
      // The library throws where it has lost its other side, or the contact has gone.
      settle(() => reject(asProblem(error)));
    }
  });
}

function asProblem(error: unknown): TelephoneProblem {
  return error instanceof TelephoneProblem ? error : new TelephoneProblem(ofRefusal(error));
}
