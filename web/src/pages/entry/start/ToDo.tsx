/** What wants to be done now, by who one is. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChecklist } from '@/pages/entry/checklist/useChecklist';
import type { Me } from '@/session/me';
import { useTenant } from '@/session/me';
import { useMoments } from '@/states/moments';

export function ToDo({ me }: { me: Me }) {
  const { t } = useTranslation('entry');
  const moments = useMoments();
  const navigate = useNavigate();
  const isBarred = me.needs_mfa && !me.has_mfa;
  const leads = me.role === 'owner' || me.role === 'admin' || me.role === 'supervisor';
  const tenant = useTenant();
  const checklist = useChecklist({ isAsked: leads && !isBarred });
  const lead = (to: string, text: string) => (
    <Button onClick={() => void navigate(to)}>{text}</Button>
  );
  const open = checklist.data?.checks.filter(({ state }) => state === 'missing').length ?? 0;
  const trialEnds = tenant.data?.trial_ends_at ?? null;
  return (
    <SpaceBetween size="s">
      {isBarred && (
        <Alert
          type="warning"
          header={t('account.mfaFirst')}
          action={lead('/account', t('app.begin'))}
        >
          {t('account.mfaFirstText')}
        </Alert>
      )}
      {tenant.data?.state === 'deleting' && (
        <Alert type="error" action={lead('/account', t('todo.look'))}>
          {t('todo.deleting')}
        </Alert>
      )}
      {tenant.data?.trial_is_over && <Alert type="warning">{t('business.trialOver')}</Alert>}
      {trialEnds !== null && tenant.data?.trial_is_over === false && (
        <Alert type="info">{t('todo.trialUntil', { date: moments.date(trialEnds) })}</Alert>
      )}
      {checklist.data?.ready === false && (
        <Alert
          type="info"
          header={t('todo.notReady', { count: open })}
          action={lead('/checklist', t('progress.checklist'))}
        >
          {t('todo.notReadyText')}
        </Alert>
      )}
      {me.agent !== '' && !isBarred && (
        <Alert type="success" action={lead('/agent', t('todo.toDesk'))}>
          {t('todo.agent')}
        </Alert>
      )}
    </SpaceBetween>
  );
}
