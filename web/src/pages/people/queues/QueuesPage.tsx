import { PageLoading } from '@/states/PageLoading';

export default function QueuesPage() {
  return <PageLoading />;
}
