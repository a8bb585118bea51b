import { PageLoading } from '@/states/PageLoading';

export default function CustomerPage() {
  return <PageLoading />;
}
