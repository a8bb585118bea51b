import { answered } from '@/api/client';
import { useSession } from '@/session/session';

/** Returns what makes a number that is written as at home one in full: E.164. */
export function useFullNumber(): (written: string) => Promise<string> {
  const { api } = useSession();
  return async (written) => {
    const bare = written.replace(/[\s().-]/g, '');
    if (bare.startsWith('+')) {
      return bare;
    }
    const body = { number: bare };
    return (await answered(api.POST('/v1/customers/look-up', { body }))).number;
  };
}
