import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { Line } from '@/pages/people/parts/Line';
import { QUEUES, type Queue } from '@/pages/people/parts/references';
import { QueueFields } from '@/pages/people/queues/QueueFields';
import { useSession } from '@/session/session';

const EMPTY: Queue = {
  name: '',
  schedule: '',
  overflow_to: null,
  target_s: null,
  capacity: null,
  fallback: false,
};

export default function NewQueuePage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const made = useNew({
    empty: EMPTY,
    make: async (body) => ({
      href: '/queues',
      job: await answered(api.POST('/v1/queues', { body })),
    }),
    shownIn: QUEUES,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('queues.new')}
      description={t('queues.newHint')}
      above={{ text: t('queues.title'), href: '/queues' }}
      text={t('queues.create')}
    >
      <Line
        label={t('name')}
        form={t('nameForm')}
        value={made.value.name}
        error={errorOf('name')}
        change={(name) => made.change({ ...made.value, name })}
      />
      <QueueFields queue={made.value} change={made.change} errorOf={errorOf} />
    </NewForm>
  );
}
