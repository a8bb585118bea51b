import { PageLoading } from '@/states/PageLoading';

export default function WebhookPage() {
  return <PageLoading />;
}
