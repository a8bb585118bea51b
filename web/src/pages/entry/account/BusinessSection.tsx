/** The business's account: how far it is, its plan, and what was agreed to. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answered } from '@/api/client';
import { type Account, useAccount } from '@/pages/entry/account/useAccount';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

type Document = 'terms' | 'privacy';

const DOCUMENTS: readonly Document[] = ['terms', 'privacy'];

export function BusinessSection({ isOwner }: { isOwner: boolean }) {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const moments = useMoments();
  const account = useAccount();
  const agreeing = useMutation({
    mutationFn: (body: { document: Document; version: string }) =>
      answered(api.POST('/v1/agreements', { body })),
    onSuccess: (agreed) => queries.setQueryData(['account'], agreed),
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button onClick={() => void navigate('/setup')}>{t('business.setup')}</Button>}
        >
          {t('business.title')}
        </Header>
      }
    >
      <Loaded query={account}>
        {(its) => (
          <SpaceBetween size="m">
            {its.trial_is_over && <Alert type="warning">{t('business.trialOver')}</Alert>}
            <KeyValuePairs
              columns={3}
              items={[
                { label: t('business.name'), value: its.name || its.tenant },
                { label: t('business.id'), value: its.tenant },
                { label: t('business.state'), value: t(`state.${its.state}`) },
                { label: t('business.plan'), value: t(`plan.${its.plan}`) },
                {
                  label: t('business.trialEnds'),
                  value: its.trial_ends_at === null ? '–' : moments.date(its.trial_ends_at),
                },
                { label: t('business.since'), value: moments.date(its.created_at) },
                ...DOCUMENTS.map((document) => ({
                  label: t(`document.${document}`),
                  value: agreed(its, document) || '–',
                })),
              ]}
            />
            <ProblemAlert error={agreeing.error} />
            {isOwner &&
              DOCUMENTS.filter((each) => agreed(its, each) !== its.in_force[each]).map((each) => (
                <Button
                  key={each}
                  loading={agreeing.isPending}
                  onClick={() =>
                    agreeing.mutate({ document: each, version: its.in_force[each] ?? '' })
                  }
                >
                  {t('business.agree', {
                    document: t(`document.${each}`),
                    version: its.in_force[each] ?? '',
                  })}
                </Button>
              ))}
          </SpaceBetween>
        )}
      </Loaded>
    </Container>
  );
}

/** The newest version that was agreed to; empty is none. */
function agreed(account: Account, document: Document): string {
  return (
    account.agreements
      .filter((each) => each.document === document)
      .toSorted((one, other) => one.agreed_at.localeCompare(other.agreed_at))
      .at(-1)?.version ?? ''
  );
}
