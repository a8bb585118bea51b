import Modal from '@cloudscape-design/components/modal';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

export function Article({ id, close }: { id: string; close: () => void }) {
  const { t: common } = useTranslation();
  const { api } = useSession();
  const article = useQuery({
    queryKey: ['article', id],
    queryFn: () =>
      answered(api.GET('/v1/articles/{article_id}', { params: { path: { article_id: id } } })),
  });
  return (
    <Modal
      visible
      size="large"
      header={article.data?.title ?? ''}
      closeAriaLabel={common('close')}
      onDismiss={close}
    >
      <Loaded query={article}>
        {({ body }) => <div style={{ whiteSpace: 'pre-wrap' }}>{body}</div>}
      </Loaded>
    </Modal>
  );
}
