import { PageLoading } from '@/states/PageLoading';

export default function CodePage() {
  return <PageLoading />;
}
