import { PageLoading } from '@/states/PageLoading';

export default function ImportPage() {
  return <PageLoading />;
}
