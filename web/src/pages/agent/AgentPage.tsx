/** The page on which agents work. */
import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Desk } from '@/pages/agent/Desk';
import { TelephoneContext, telephoneOf } from '@/pages/agent/telephone/context';
import { useMe } from '@/session/me';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useWorld } from '@/world';

export default function AgentPage() {
  const me = useMe();
  return (
    <Loaded query={me} isEmpty={({ agent }) => !agent} empty={<NoAgent />}>
      {({ subject, tenant }) => <WithTelephone subject={subject} tenant={tenant} />}
    </Loaded>
  );
}

function WithTelephone({ subject, tenant }: { subject: string; tenant: string }) {
  const world = useWorld();
  const session = useSession();
  const telephone = useMemo(() => telephoneOf(world, session, tenant), [world, session, tenant]);
  useEffect(() => telephone.start(), [telephone]);
  return (
    <TelephoneContext value={telephone}>
      <Desk subject={subject} />
    </TelephoneContext>
  );
}

/** Who signs in to Santral and is no user of Amazon Connect. */
function NoAgent() {
  const { t } = useTranslation('agent');
  return (
    <SpaceBetween size="l">
      <Header variant="h1">{t('title')}</Header>
      <Alert type="info">{t('link.noAgent')}</Alert>
    </SpaceBetween>
  );
}
