import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { WebhookFields } from '@/pages/people/webhooks/WebhookFields';
import { secretKey, WEBHOOKS, type WebhookBody } from '@/pages/people/webhooks/webhook';
import { useSession } from '@/session/session';

const EMPTY: WebhookBody = { url: '', events: [], description: '', disabled: false };

export default function NewWebhookPage() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const queries = useQueryClient();
  const made = useNew({
    empty: EMPTY,
    make: async (body) => {
      const { id, secret } = await answered(api.POST('/v1/webhooks', { body }));
      queries.setQueryData(secretKey(id), secret);
      return { href: `/webhooks/${id}` };
    },
    shownIn: WEBHOOKS,
  });
  const errorOf = useFieldErrors(made.error);
  return (
    <NewForm
      made={made}
      title={t('webhooks.new')}
      above={{ text: t('webhooks.title'), href: '/keys?tab=webhooks' }}
      text={t('webhooks.create')}
    >
      <WebhookFields
        webhook={made.value}
        change={(changed) => made.change({ ...made.value, ...changed })}
        errorOf={errorOf}
      />
    </NewForm>
  );
}
