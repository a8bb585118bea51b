/** Shows a page to those who may see it, and says to others what is missing. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useMe } from '@/session/me';
import { useSessionState } from '@/session/session';
import type { Role } from '@/shell/page';
import { SignInAgain } from '@/shell/SignInAgain';
import { Loaded } from '@/states/Loaded';
import { PageLoading } from '@/states/PageLoading';

interface GuardedProps {
  roles: readonly Role[];
  /** Nothing answers that would say whether somebody is signed in. */
  isOffline: boolean;
  children: ReactNode;
}

export function Guarded({ roles, isOffline, children }: GuardedProps) {
  const state = useSessionState();
  const location = useLocation();
  const me = useMe();
  if (state === 'signed_out') {
    const from = location.pathname + location.search;
    return <Navigate to={`/sign-in?to=${encodeURIComponent(from)}`} replace />;
  }
  if (state === 'resuming') {
    return <PageLoading offline={isOffline} />;
  }
  return (
    <>
      {state === 'expired' && <SignInAgain />}
      <Loaded query={me}>
        {(who) =>
          who.needs_mfa && !who.has_mfa && location.pathname !== '/account' ? (
            <Navigate to="/account" replace />
          ) : roles.includes(who.role) ? (
            children
          ) : (
            <NotForYou />
          )
        }
      </Loaded>
    </>
  );
}

function NotForYou() {
  const { t } = useTranslation();
  return (
    <Box padding="l">
      <Alert type="info" header={t('notForYou.title')}>
        {t('notForYou.text')}
      </Alert>
    </Box>
  );
}
