import { PageLoading } from '@/states/PageLoading';

export default function ScriptPage() {
  return <PageLoading />;
}
