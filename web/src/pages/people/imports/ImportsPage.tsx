import { PageLoading } from '@/states/PageLoading';

export default function ImportsPage() {
  return <PageLoading />;
}
