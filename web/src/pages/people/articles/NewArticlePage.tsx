import { PageLoading } from '@/states/PageLoading';

export default function NewArticlePage() {
  return <PageLoading />;
}
