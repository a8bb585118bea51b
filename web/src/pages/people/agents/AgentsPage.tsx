import { PageLoading } from '@/states/PageLoading';

export default function AgentsPage() {
  return <PageLoading />;
}
