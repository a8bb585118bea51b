import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useTranslation } from 'react-i18next';
import { type Setup, useSetup } from '@/setup/setup';
import { PageLink } from '@/shell/PageLink';
import { Loaded } from '@/states/Loaded';

/** Each part of the set-up, the page that it is changed on, and what it holds. */
const PARTS = [
  ['numbers', ({ numbers }: Setup) => numbers.map(({ e164 }) => e164)],
  ['menus', ({ menus }: Setup) => menus.map(({ id }) => id)],
  ['hours', ({ schedules }: Setup) => schedules.map(({ name }) => name)],
  ['hotlines', ({ hotlines }: Setup) => hotlines.map(({ name }) => name)],
  ['queues', ({ queues }: Setup) => queues.map(({ name }) => name)],
  ['profiles', (setup: Setup) => setup.routing_profiles.map(({ name }) => name)],
  ['agents', ({ agents }: Setup) => agents.map((each) => `${each.first_name} ${each.last_name}`)],
  ['prompts', ({ languages }: Setup) => languages.map(({ locale }) => locale)],
  ['policies', ({ tiers }: Setup) => Object.keys(tiers)],
] as const;

export function SetupOverview() {
  const { t } = useTranslation('entry');
  const { t: name } = useTranslation('navigation');
  const setup = useSetup();
  return (
    <Container header={<Header variant="h2">{t('setup.parts')}</Header>}>
      <Loaded query={setup}>
        {(loaded) => (
          <KeyValuePairs
            columns={3}
            items={PARTS.map(([key, held]) => ({
              label: <PageLink to={`/${key}`}>{name(key)}</PageLink>,
              value: held(loaded).join(', ') || '–',
            }))}
          />
        )}
      </Loaded>
    </Container>
  );
}
