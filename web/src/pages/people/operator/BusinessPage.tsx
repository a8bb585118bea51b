import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { countryName } from '@/i18n/names';
import { isOver } from '@/jobs/useJob';
import { useParam } from '@/pages/people/editing/useParam';
import { Approving } from '@/pages/people/operator/Approving';
import { ACCOUNT_SIGNS, BUSINESSES } from '@/pages/people/operator/business';
import { Provisioning } from '@/pages/people/operator/Provisioning';
import { Titled } from '@/pages/people/parts/Titled';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';

const AGAIN_MS = 2000;

export default function BusinessPage() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const moments = useMoments();
  const tenant = useParam('tenant');
  const business = useQuery({
    queryKey: [...BUSINESSES, tenant],
    queryFn: () =>
      answered(api.GET('/v1/operator/tenants/{tenant}', { params: { path: { tenant } } })),
    refetchInterval: ({ state }) => {
      const job = state.data?.provisioning;
      return job != null && !isOver(job) ? AGAIN_MS : false;
    },
  });
  return (
    <Titled
      title={business.data?.name || tenant}
      above={{ text: t('operator.title'), href: '/operator' }}
    >
      <Loaded query={business}>
        {(shown) => (
          <SpaceBetween size="l">
            <Container>
              <KeyValuePairs
                columns={3}
                items={[
                  {
                    label: t('state'),
                    value: (
                      <StatusIndicator type={ACCOUNT_SIGNS[shown.state]}>
                        {t(`accountStates.${shown.state}`)}
                      </StatusIndicator>
                    ),
                  },
                  { label: t('operator.plan'), value: t(`plans.${shown.plan}`) },
                  { label: t('operator.id'), value: shown.tenant },
                  {
                    label: t('country'),
                    value: shown.country && countryName(shown.country, i18n.language),
                  },
                  { label: t('operator.template'), value: shown.template || '–' },
                  { label: t('operator.since'), value: moments.dateAndTime(shown.created_at) },
                  {
                    label: t('operator.trialEnds'),
                    value:
                      shown.trial_ends_at === null ? '–' : moments.dateAndTime(shown.trial_ends_at),
                  },
                  { label: t('operator.approvedBy'), value: shown.approved_by || '–' },
                ]}
              />
            </Container>
            <Approving business={shown} />
            {shown.provisioning !== null && <Provisioning job={shown.provisioning} />}
          </SpaceBetween>
        )}
      </Loaded>
    </Titled>
  );
}
