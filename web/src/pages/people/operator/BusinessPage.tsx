import { PageLoading } from '@/states/PageLoading';

export default function BusinessPage() {
  return <PageLoading />;
}
