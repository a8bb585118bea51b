import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Choice, plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { Amount } from '@/pages/people/parts/Amount';
import { type Profile, useQueues } from '@/pages/people/parts/references';
import { SHARED, withConcurrency } from '@/pages/people/profiles/profile';
import { ServedQueues } from '@/pages/people/profiles/ServedQueues';

interface ProfileFieldsProps {
  profile: Profile;
  change: (profile: Profile) => void;
  errorOf: FieldErrors;
}

export function ProfileFields({ profile, change, errorOf }: ProfileFieldsProps) {
  const { t } = useTranslation('people');
  const queues = (useQueues().data ?? []).map(({ name }) => name);
  return (
    <SpaceBetween size="l">
      <FormField label={t('profiles.queues')} errorText={errorOf('queues')} stretch>
        <ServedQueues
          served={profile.queues}
          queues={queues}
          change={(served) => change({ ...profile, queues: served })}
          errorOf={errorOf}
        />
      </FormField>
      <ColumnLayout columns={3}>
        {SHARED.map((channel) => (
          <Amount
            key={channel}
            label={t('profiles.atOnce', { channel: t(`channels.${channel}`) })}
            value={profile.concurrency?.[channel] ?? null}
            least={1}
            error={errorOf(`concurrency.${channel}`)}
            change={(most) => change(withConcurrency(profile, channel, most))}
          />
        ))}
      </ColumnLayout>
      <Choice
        label={t('profiles.outbound')}
        hint={t('profiles.outboundHint')}
        value={profile.outbound_queue ?? ''}
        options={plainOptions([...new Set(profile.queues.map(({ queue }) => queue))])}
        none={t('profiles.firstQueue')}
        error={errorOf('outbound_queue')}
        change={(queue) => change({ ...profile, outbound_queue: queue })}
      />
    </SpaceBetween>
  );
}
