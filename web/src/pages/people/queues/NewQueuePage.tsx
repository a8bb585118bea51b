import { PageLoading } from '@/states/PageLoading';

export default function NewQueuePage() {
  return <PageLoading />;
}
