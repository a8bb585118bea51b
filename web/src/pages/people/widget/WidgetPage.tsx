import { PageLoading } from '@/states/PageLoading';

export default function WidgetPage() {
  return <PageLoading />;
}
