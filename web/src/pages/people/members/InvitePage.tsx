import { PageLoading } from '@/states/PageLoading';

export default function InvitePage() {
  return <PageLoading />;
}
