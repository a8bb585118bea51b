import { PageLoading } from '@/states/PageLoading';

export default function NewCustomerPage() {
  return <PageLoading />;
}
