/** Which of the two sign-ins is missing, and what to do about it. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { useTelephone, useTelephoneState } from '@/pages/agent/telephone/context';

export function LinkPanel() {
  const { t } = useTranslation('agent');
  const { link, agent } = useTelephoneState();
  if (link === 'connected') {
    return agent === null ? <Starting /> : null;
  }
  if (link === 'starting') {
    return <Starting />;
  }
  if (link === 'signed_out' || link === 'exhausted') {
    return <SignIn isGivenUp={link === 'exhausted'} />;
  }
  return <Alert type={link === 'lost' ? 'warning' : 'error'}>{t(`link.${link}`)}</Alert>;
}

function Starting() {
  const { t } = useTranslation('agent');
  return <StatusIndicator type="loading">{t('link.starting')}</StatusIndicator>;
}

function SignIn({ isGivenUp }: { isGivenUp: boolean }) {
  const { t } = useTranslation('agent');
  const telephone = useTelephone();
  const { isPopupBlocked } = useTelephoneState();
  return (
    <Alert
      type="warning"
      header={t('link.signedOutTitle')}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" iconName="external" onClick={() => telephone.signIn()}>
            {t('link.signIn')}
          </Button>
          {isGivenUp && <Button onClick={() => location.reload()}>{t('link.reload')}</Button>}
        </SpaceBetween>
      }
    >
      {t(isGivenUp ? 'link.exhausted' : 'link.signedOut')}
      {isPopupBlocked && <p role="alert">{t('link.popupBlocked')}</p>}
    </Alert>
  );
}
