import { PageLoading } from '@/states/PageLoading';

export default function NewScriptPage() {
  return <PageLoading />;
}
