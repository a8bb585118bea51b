import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Choice, plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { Amount } from '@/pages/people/parts/Amount';
import { type Queue, useQueues, useSchedules } from '@/pages/people/parts/references';

interface QueueFieldsProps {
  queue: Queue;
  change: (queue: Queue) => void;
  errorOf: FieldErrors;
}

export function QueueFields({ queue, change, errorOf }: QueueFieldsProps) {
  const { t } = useTranslation('people');
  const schedules = useSchedules().data ?? [];
  const others = (useQueues().data ?? []).filter(({ name }) => name !== queue.name);
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Choice
          label={t('queues.schedule')}
          hint={t('queues.scheduleHint')}
          value={queue.schedule ?? ''}
          options={plainOptions(schedules)}
          none={t('queues.alwaysOpen')}
          error={errorOf('schedule')}
          change={(schedule) => change({ ...queue, schedule })}
        />
        <Choice
          label={t('queues.overflow')}
          hint={t('queues.overflowHint')}
          value={queue.overflow_to ?? ''}
          options={plainOptions(others.map(({ name }) => name))}
          none={t('queues.noOverflow')}
          error={errorOf('overflow_to')}
          change={(name) => change({ ...queue, overflow_to: name === '' ? null : name })}
        />
        <Amount
          label={t('queues.target')}
          hint={t('queues.targetHint')}
          value={queue.target_s}
          least={1}
          error={errorOf('target_s')}
          change={(seconds) => change({ ...queue, target_s: seconds })}
        />
        <Amount
          label={t('queues.capacity')}
          hint={t('queues.capacityHint')}
          value={queue.capacity}
          least={1}
          error={errorOf('capacity')}
          change={(capacity) => change({ ...queue, capacity })}
        />
      </ColumnLayout>
      <Checkbox
        checked={queue.fallback ?? false}
        description={t('queues.fallbackHint')}
        onChange={({ detail }) => change({ ...queue, fallback: detail.checked })}
      >
        {t('queues.fallback')}
      </Checkbox>
    </SpaceBetween>
  );
}
