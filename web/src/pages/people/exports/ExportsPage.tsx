import { PageLoading } from '@/states/PageLoading';

export default function ExportsPage() {
  return <PageLoading />;
}
