import { PageLoading } from '@/states/PageLoading';

export default function MembersPage() {
  return <PageLoading />;
}
