import { useTranslation } from 'react-i18next';
import { plainOptions } from '@/editing/Choice';
import { useQueues } from '@/pages/people/parts/references';
import { Several } from '@/pages/people/parts/Several';

interface QueuesForProps {
  queues: readonly string[];
  change: (queues: string[]) => void;
  error?: string | undefined;
}

/** Of which queues the contacts are that something is for. */
export function QueuesFor({ queues, change, error }: QueuesForProps) {
  const { t } = useTranslation('people');
  const all = useQueues().data ?? [];
  return (
    <Several
      label={t('queues.title')}
      hint={t('queuesForHint')}
      values={queues}
      options={plainOptions(all.map(({ name }) => name))}
      none={t('allQueues')}
      error={error}
      change={change}
    />
  );
}
