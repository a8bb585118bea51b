import { PageLoading } from '@/states/PageLoading';

export default function QueuePage() {
  return <PageLoading />;
}
