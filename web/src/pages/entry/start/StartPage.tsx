/** From here every page is reached: what one can do now, as who one is. */
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { startAnew } from '@/api/queries';
import { SamplePeople } from '@/pages/entry/signin/SamplePeople';
import { ToDo } from '@/pages/entry/start/ToDo';
import { TryIt } from '@/pages/entry/start/TryIt';
import { Welcome } from '@/pages/entry/start/Welcome';
import { WhatThereIs } from '@/pages/entry/start/WhatThereIs';
import { useMe, useTenant } from '@/session/me';
import { useSessionState } from '@/session/session';
import { useWorld } from '@/world';

export default function StartPage() {
  const { t } = useTranslation('entry');
  const world = useWorld();
  const state = useSessionState();
  const queries = useQueryClient();
  const me = useMe();
  const tenant = useTenant();
  const isIn = state === 'signed_in' && me.data !== undefined;
  const name = isIn ? me.data.name || me.data.email : '';
  const title =
    name === '' ? t(isIn ? `role.${me.data.role}` : 'start.title') : t('start.hello', { name });
  const as =
    isIn && me.data.role !== 'operator'
      ? t('start.as', {
          role: t(`role.${me.data.role}`),
          business: tenant.data?.name ?? me.data.tenant,
        })
      : '';
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={isIn ? as : t('start.about')}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {isIn ? <ToDo me={me.data} /> : state === 'signed_out' && <Welcome />}
        {isIn && <WhatThereIs role={me.data.role} />}
        {world.phone !== null && <TryIt />}
        {world.phone !== null && !isIn && <SamplePeople signedIn={() => startAnew(queries)} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
