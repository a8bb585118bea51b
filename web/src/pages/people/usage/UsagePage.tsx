import { PageLoading } from '@/states/PageLoading';

export default function UsagePage() {
  return <PageLoading />;
}
