import { PageLoading } from '@/states/PageLoading';

export default function KeysPage() {
  return <PageLoading />;
}
