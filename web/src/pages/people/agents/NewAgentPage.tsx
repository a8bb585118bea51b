import { PageLoading } from '@/states/PageLoading';

export default function NewAgentPage() {
  return <PageLoading />;
}
