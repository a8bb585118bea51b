import Flashbar from '@cloudscape-design/components/flashbar';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfflineError } from '@/api/problem';

/** Says that nothing answers as long as the last request found nobody. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const offline = useOffline();
  return offline ? (
    <Flashbar items={[{ type: 'warning', content: t('offline.banner'), id: 'offline' }]} />
  ) : null;
}

function useOffline(): boolean {
  const cache = useQueryClient().getQueryCache();
  const [offline, setOffline] = useState(false);
  useEffect(
    () =>
      cache.subscribe(({ type, query }) => {
        // Others are told of while components are being drawn.
        if (type === 'updated' && query.state.fetchStatus === 'idle') {
          setOffline(query.state.error instanceof OfflineError);
        }
      }),
    [cache],
  );
  return offline;
}
