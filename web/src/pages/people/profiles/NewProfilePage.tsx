import { PageLoading } from '@/states/PageLoading';

export default function NewProfilePage() {
  return <PageLoading />;
}
