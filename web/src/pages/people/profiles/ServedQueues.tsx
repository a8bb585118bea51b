/** Which queues a skill serves, on which channel, and which of them first. */
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { amountOf } from '@/pages/people/parts/Amount';
import { CHANNELS, newServed, type Served } from '@/pages/people/profiles/profile';

interface ServedQueuesProps {
  served: readonly Served[];
  queues: readonly string[];
  change: (served: Served[]) => void;
  errorOf: FieldErrors;
}

export function ServedQueues({ served, queues, change, errorOf }: ServedQueuesProps) {
  const { t } = useTranslation('people');
  const put = (place: number, changed: Partial<Served>) =>
    change(served.map((each, at) => (at === place ? { ...each, ...changed } : each)));
  const channels = CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }));
  return (
    <AttributeEditor
      items={served}
      addButtonText={t('profiles.addQueue')}
      removeButtonText={t('profiles.removeQueue')}
      empty={t('profiles.noQueue')}
      onAddButtonClick={() => change([...served, newServed(queues[0] ?? '')])}
      onRemoveButtonClick={({ detail }) =>
        change(served.filter((_, place) => place !== detail.itemIndex))
      }
      gridLayout={[
        { breakpoint: 'xs', rows: [[4, 3, 2, 2]], removeButton: { ownRow: false, width: 'auto' } },
        {
          rows: [
            [1, 1],
            [1, 1],
          ],
        },
      ]}
      definition={[
        {
          label: t('queue'),
          errorText: (_, place) => errorOf(`queues[${place}].queue`),
          control: (each, place) => (
            <Select
              selectedOption={{ value: each.queue, label: each.queue }}
              options={plainOptions(queues)}
              onChange={({ detail }) => put(place, { queue: detail.selectedOption.value ?? '' })}
            />
          ),
        },
        {
          label: t('channel'),
          errorText: (_, place) => errorOf(`queues[${place}].channel`),
          control: (each, place) => (
            <Select
              selectedOption={channels.find(({ value }) => value === each.channel) ?? null}
              options={channels}
              onChange={({ detail }) =>
                put(place, { channel: detail.selectedOption.value as Served['channel'] & string })
              }
            />
          ),
        },
        {
          label: t('profiles.priority'),
          errorText: (_, place) => errorOf(`queues[${place}].priority`),
          control: (each, place) => (
            <Input
              type="number"
              value={String(each.priority ?? '')}
              onChange={({ detail }) => put(place, { priority: amountOf(detail.value) ?? 1 })}
            />
          ),
        },
        {
          label: t('profiles.delay'),
          errorText: (_, place) => errorOf(`queues[${place}].delay_s`),
          control: (each, place) => (
            <Input
              type="number"
              value={String(each.delay_s ?? '')}
              onChange={({ detail }) => put(place, { delay_s: amountOf(detail.value) ?? 0 })}
            />
          ),
        },
      ]}
      additionalInfo={t('profiles.priorityHint')}
    />
  );
}
