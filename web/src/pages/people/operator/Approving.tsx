import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Choice } from '@/editing/Choice';
import { BUSINESSES, type Business } from '@/pages/people/operator/business';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

const PLANS = ['trial', 'paid'] as const;
const APPROVABLE: readonly Business['state'][] = ['verified', 'provisioning', 'live'];

/** The approval of a business, or another plan for one that is live. */
export function Approving({ business }: { business: Business }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const queries = useQueryClient();
  const [plan, setPlan] = useState(business.plan);
  const approving = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/operator/tenants/{tenant}/approval', {
          params: { path: { tenant: business.tenant } },
          body: { plan },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: BUSINESSES }),
  });
  if (!APPROVABLE.includes(business.state)) {
    return null;
  }
  const isNew = business.state === 'verified';
  return (
    <Container
      header={
        <Header variant="h2" description={isNew ? t('operator.approveHint') : undefined}>
          {isNew ? t('operator.approval') : t('operator.plan')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Choice
          label={t('operator.plan')}
          value={plan}
          options={PLANS.map((value) => ({ value, label: t(`plans.${value}`) }))}
          change={(value) => setPlan(PLANS.find((each) => each === value) ?? plan)}
        />
        <ProblemAlert error={approving.error} />
        <Button
          variant="primary"
          loading={approving.isPending}
          disabled={!isNew && plan === business.plan}
          onClick={() => approving.mutate()}
        >
          {isNew ? t('operator.approve') : t('operator.changePlan')}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
