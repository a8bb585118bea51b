import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Asking } from '@/pages/people/asking/Asking';
import { WEBHOOKS } from '@/pages/people/webhooks/webhook';
import { useSession } from '@/session/session';

interface RotatingProps {
  id: string;
  url: string;
  etag: string;
  made: (secret: string) => void;
}

/** A new secret, after which the last one but one is good no more. */
export function Rotating({ id, url, etag, made }: RotatingProps) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  return (
    <Asking
      text={t('webhooks.rotate')}
      question={t('webhooks.rotateQuestion', { url })}
      act={async () => {
        const { secret } = await answered(
          api.POST('/v1/webhooks/{webhook_id}/rotations', {
            params: { path: { webhook_id: id }, header: { 'If-Match': etag } },
          }),
        );
        made(secret);
        return undefined;
      }}
      shownIn={WEBHOOKS}
    >
      {t('webhooks.rotateText')}
    </Asking>
  );
}
