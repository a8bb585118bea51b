import { PageLoading } from '@/states/PageLoading';

export default function ProfilesPage() {
  return <PageLoading />;
}
