import { PageLoading } from '@/states/PageLoading';

export default function ArticlePage() {
  return <PageLoading />;
}
