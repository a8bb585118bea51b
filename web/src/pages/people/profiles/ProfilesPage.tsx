import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { CreateButton } from '@/pages/people/listing/CreateButton';
import { FollowedJob } from '@/pages/people/listing/FollowedJob';
import { Listing } from '@/pages/people/listing/Listing';
import { RowLink } from '@/pages/people/listing/RowLink';
import { rowsOf } from '@/pages/people/listing/usePages';
import { PROFILES, type Profile, useAgents, useProfiles } from '@/pages/people/parts/references';
import { useRole } from '@/pages/people/parts/useRole';
import { servedText } from '@/pages/people/profiles/profile';

export default function ProfilesPage() {
  const { t } = useTranslation('people');
  const { runs } = useRole();
  const profiles = useProfiles();
  const agents = useAgents().data ?? [];
  const served = (profile: Profile) =>
    servedText(profile.queues, (channel) => t(`channels.${channel}`));
  const create = runs ? <CreateButton href="/skills/new" text={t('profiles.create')} /> : undefined;
  return (
    <SpaceBetween size="m">
      <FollowedJob shows={PROFILES} />
      <Listing
        rows={rowsOf(profiles)}
        title={t('profiles.title')}
        description={t('profiles.intro')}
        actions={create}
        idOf={({ name }) => name}
        textOf={(profile) => `${profile.name} ${served(profile)}`}
        empty={t('profiles.empty')}
        next={create}
        columns={[
          {
            id: 'name',
            header: t('name'),
            cell: ({ name }) => (
              <RowLink href={`/skills/${name}`} may={runs}>
                {name}
              </RowLink>
            ),
          },
          { id: 'queues', header: t('profiles.queues'), cell: served },
          {
            id: 'agents',
            header: t('agents.title'),
            cell: ({ name }) =>
              t('agents.count', {
                count: agents.filter((agent) => agent.routing_profile === name).length,
              }),
          },
        ]}
      />
    </SpaceBetween>
  );
}
