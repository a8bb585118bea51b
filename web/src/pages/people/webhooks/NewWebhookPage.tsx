import { PageLoading } from '@/states/PageLoading';

export default function NewWebhookPage() {
  return <PageLoading />;
}
