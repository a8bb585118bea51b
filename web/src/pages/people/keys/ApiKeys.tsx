import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Asking } from '@/pages/people/asking/Asking';
import { useNames } from '@/pages/people/audit/useNames';
import { NewKey } from '@/pages/people/keys/NewKey';
import { Secret } from '@/pages/people/keys/Secret';
import { API_KEYS, useApiKeys } from '@/pages/people/keys/useApiKeys';
import { Listing } from '@/pages/people/listing/Listing';
import { useSession } from '@/session/session';
import { useMoments } from '@/states/moments';

/** What programs have instead of signing in. */
export function ApiKeys() {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const nameOf = useNames();
  const keys = useApiKeys();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const create = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      {t('keys.create')}
    </Button>
  );
  return (
    <SpaceBetween size="m">
      {made !== null && (
        <Secret
          title={t('keys.made', { name: made.name })}
          secret={made.key}
          close={() => setMade(null)}
        />
      )}
      {isMaking && (
        <NewKey
          made={(key) => {
            setMaking(false);
            setMade(key);
          }}
          close={() => setMaking(false)}
        />
      )}
      <Listing
        rows={keys}
        title={t('keys.keys')}
        variant="h2"
        description={t('keys.keysIntro')}
        actions={create}
        idOf={({ id }) => id}
        textOf={({ name, role }) => `${name} ${t(`roles.${role}`)}`}
        empty={t('keys.empty')}
        next={create}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name },
          { id: 'hint', header: t('keys.hint'), cell: ({ hint }) => `…${hint}` },
          { id: 'role', header: t('role'), cell: ({ role }) => t(`roles.${role}`) },
          {
            id: 'created',
            header: t('keys.createdAt'),
            cell: ({ created_at, created_by }) =>
              `${moments.dateAndTime(created_at)}, ${nameOf(created_by)}`,
          },
          {
            id: 'expires',
            header: t('keys.expires'),
            cell: ({ expires_at }) =>
              expires_at === null ? t('keys.never') : moments.dateAndTime(expires_at),
          },
          {
            id: 'state',
            header: t('state'),
            cell: ({ id, name, revoked }) =>
              revoked ? (
                <StatusIndicator type="stopped">{t('keys.revoked')}</StatusIndicator>
              ) : (
                <Asking
                  text={t('keys.revoke')}
                  question={t('keys.revokeQuestion', { name })}
                  variant="inline-link"
                  act={() =>
                    answered(
                      api.DELETE('/v1/api-keys/{key_id}', { params: { path: { key_id: id } } }),
                    )
                  }
                  shownIn={API_KEYS}
                >
                  {t('keys.revokeText')}
                </Asking>
              ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
