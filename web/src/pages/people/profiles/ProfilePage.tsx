import { PageLoading } from '@/states/PageLoading';

export default function ProfilePage() {
  return <PageLoading />;
}
