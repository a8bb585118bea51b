import { PageLoading } from '@/states/PageLoading';

export default function AuditPage() {
  return <PageLoading />;
}
