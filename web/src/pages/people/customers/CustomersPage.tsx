import { PageLoading } from '@/states/PageLoading';

export default function CustomersPage() {
  return <PageLoading />;
}
