import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { Secret } from '@/pages/people/keys/Secret';
import { Deliveries } from '@/pages/people/webhooks/Deliveries';
import { Rotating } from '@/pages/people/webhooks/Rotating';
import { WebhookFields } from '@/pages/people/webhooks/WebhookFields';
import { eventKey, secretKey, WEBHOOKS, type Webhook } from '@/pages/people/webhooks/webhook';
import { useSession } from '@/session/session';

export default function WebhookPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const id = useParam('id');
  const path = { webhook_id: id };
  const queries = useQueryClient();
  const [secret, setSecret] = useState(queries.getQueryData<string>(secretKey(id)) ?? null);
  const forget = () => {
    queries.removeQueries({ queryKey: secretKey(id) });
    setSecret(null);
  };
  const edited = useEdited<Webhook>({
    queryKey: [...WEBHOOKS, id],
    load: () => answeredWithVersion(api.GET('/v1/webhooks/{webhook_id}', { params: { path } })),
    save: async ({ url, events, description, disabled }, etag) => {
      await answered(
        api.PUT('/v1/webhooks/{webhook_id}', {
          params: { path, header: { 'If-Match': etag } },
          body: { url, events, description, disabled },
        }),
      );
      return undefined;
    },
    alsoShownIn: [WEBHOOKS],
  });
  const errorOf = useFieldErrors(edited.error);
  const saved = edited.query.data;
  const url = saved?.body.url ?? '…';
  const facts = (each: Webhook) => [
    { label: t('webhooks.url'), text: each.url },
    {
      label: t('webhooks.events'),
      text: each.events.map((event) => t(`events.${eventKey(event)}`)).join(', '),
    },
    { label: t('description'), text: each.description },
    { label: t('webhooks.disabled'), text: common(each.disabled ? 'yes' : 'no') },
  ];
  return (
    <EditPage
      edited={edited}
      title={url}
      above={{ text: t('webhooks.title'), href: '/keys?tab=webhooks' }}
      facts={facts}
      fields={(webhook, change) => (
        <>
          {secret !== null && (
            <Secret title={t('webhooks.secret')} secret={secret} close={forget} />
          )}
          <WebhookFields
            webhook={webhook}
            change={(changed) => change({ ...webhook, ...changed })}
            errorOf={errorOf}
          />
          <Checkbox
            checked={webhook.disabled}
            description={t('webhooks.disableHint')}
            onChange={({ detail }) => change({ ...webhook, disabled: detail.checked })}
          >
            {t('webhooks.disable')}
          </Checkbox>
        </>
      )}
      actions={
        saved !== undefined && (
          <SpaceBetween direction="horizontal" size="xs">
            <Rotating id={id} url={url} etag={saved.etag} made={setSecret} />
            <Asking
              text={common('delete')}
              question={t('webhooks.remove', { url })}
              act={() =>
                answered(
                  api.DELETE('/v1/webhooks/{webhook_id}', {
                    params: { path, header: { 'If-Match': saved.etag } },
                  }),
                )
              }
              shownIn={WEBHOOKS}
              then="/keys?tab=webhooks"
            >
              {t('webhooks.removeText')}
            </Asking>
          </SpaceBetween>
        )
      }
    >
      <Deliveries webhook={id} />
    </EditPage>
  );
}
