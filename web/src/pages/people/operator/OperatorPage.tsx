import { PageLoading } from '@/states/PageLoading';

export default function OperatorPage() {
  return <PageLoading />;
}
