import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

interface DeliveryContentProps {
  webhook: string;
  id: string;
  close: () => void;
}

/** A delivery's body, as it is signed and sent. */
export function DeliveryContent({ webhook, id, close }: DeliveryContentProps) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const delivery = useQuery({
    queryKey: ['people', 'deliveries', webhook, id],
    queryFn: () =>
      answered(
        api.GET('/v1/webhooks/{webhook_id}/deliveries/{delivery_id}', {
          params: { path: { webhook_id: webhook, delivery_id: id } },
        }),
      ),
  });
  return (
    <Modal
      visible
      size="large"
      header={t('webhooks.content')}
      closeAriaLabel={common('close')}
      onDismiss={close}
    >
      <Loaded query={delivery}>
        {({ content }) => <Box variant="pre">{readable(content)}</Box>}
      </Loaded>
    </Modal>
  );
}

function readable(content: string): string {
  try {
    return JSON.stringify(JSON.parse(content), null, 2);
  } catch {
    return content;
  }
}
