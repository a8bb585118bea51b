import { PageLoading } from '@/states/PageLoading';

export default function NewCodePage() {
  return <PageLoading />;
}
