import { PageLoading } from '@/states/PageLoading';

export default function MemberPage() {
  return <PageLoading />;
}
