import { PageLoading } from '@/states/PageLoading';

export default function ScriptsPage() {
  return <PageLoading />;
}
