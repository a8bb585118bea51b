import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAccount } from '@/pages/entry/account/useAccount';
import { Provisioning } from '@/pages/entry/setup/Provisioning';
import { STEPS, statusesOf } from '@/pages/entry/setup/progressSteps';
import { Loaded } from '@/states/Loaded';
import { useWorld } from '@/world';

export function Progress() {
  const { t } = useTranslation('entry');
  const navigate = useNavigate();
  const world = useWorld();
  const queries = useQueryClient();
  const account = useAccount({ isWatched: true });
  const state = account.data?.state;
  useEffect(() => {
    if (state === 'provisioning' || state === 'live') {
      // With each step there is more of the business: its number, what is under way …
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'account' });
    }
  }, [state, queries]);
  return (
    <Container header={<Header variant="h2">{t('progress.title')}</Header>}>
      <Loaded query={account}>
        {(its) => {
          const statuses = statusesOf(its);
          return (
            <SpaceBetween size="m">
              <Steps
                ariaLabel={t('progress.title')}
                steps={STEPS.map((key) => ({
                  status: statuses[key],
                  header: t(`progress.step.${key}`),
                  statusIconAriaLabel: t(`progress.status.${statuses[key]}`),
                }))}
              />
              <LiveRegion>
                {its.state === 'verified' && !its.approved && (
                  <Alert
                    type="info"
                    header={t('progress.waits')}
                    action={
                      world.phone !== null && (
                        <Button onClick={() => void navigate('/sign-in?to=%2Foperator')}>
                          {t('progress.toOperator')}
                        </Button>
                      )
                    }
                  >
                    {t(world.phone === null ? 'progress.waitsText' : 'progress.waitsHere')}
                  </Alert>
                )}
                {its.state === 'live' && (
                  <Alert
                    type="success"
                    action={
                      <Button onClick={() => void navigate('/checklist')}>
                        {t('progress.checklist')}
                      </Button>
                    }
                  >
                    {t('progress.live')}
                  </Alert>
                )}
              </LiveRegion>
              {its.provisioning_job !== null && <Provisioning job={its.provisioning_job} />}
            </SpaceBetween>
          );
        }}
      </Loaded>
    </Container>
  );
}
