import { PageLoading } from '@/states/PageLoading';

export default function AgentPage() {
  return <PageLoading />;
}
