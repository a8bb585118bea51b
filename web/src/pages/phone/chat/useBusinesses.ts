import { useEffect, useState } from 'react';
import { browserLine } from '@/pages/phone/browserLine';
import type { Business } from '@/pages/phone/protocol';

/** The businesses that the telephone knows; a text is why there are none yet. */
export function useBusinesses(socketUrl: string): readonly Business[] | 'loading' | 'offline' {
  const [businesses, setBusinesses] = useState<readonly Business[] | 'loading' | 'offline'>(
    'loading',
  );
  useEffect(() => {
    const line = browserLine(socketUrl, (what) => {
      if (what.type === 'hello') {
        setBusinesses(what.businesses);
        line.close();
      } else if (what.type === 'lost') {
        setBusinesses('offline');
      }
    });
    line.open();
    return () => line.close();
  }, [socketUrl]);
  return businesses;
}
