/** What a business of this kind begins with; everything can be changed later. */
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { Wish } from '@/pages/entry/signup/wish';
import { useSession } from '@/session/session';
import { DAYS } from '@/setup/slots';
import { useMenuFacts } from '@/setup/useMenuFacts';
import { Loaded } from '@/states/Loaded';

export function PreviewStep({ wish }: { wish: Wish }) {
  const { t } = useTranslation('entry');
  const { t: owner } = useTranslation('owner');
  const { api } = useSession();
  const factsOf = useMenuFacts();
  const body = {
    country: wish.country,
    language: wish.language,
    business_name: wish.business_name.trim(),
    timezone: wish.timezone.trim() === '' ? null : wish.timezone.trim(),
  };
  const preview = useQuery({
    queryKey: ['preview', wish.template, body],
    queryFn: () =>
      answered(
        api.POST('/v1/templates/{name}/preview', {
          params: { path: { name: wish.template } },
          body,
        }),
      ),
  });
  return (
    <Loaded query={preview}>
      {(setup) => (
        <SpaceBetween size="l">
          {setup.menus.map((menu) => (
            <Container
              key={menu.id}
              header={<Header variant="h2">{t('signUp.preview.menu', { name: menu.id })}</Header>}
            >
              <KeyValuePairs
                columns={1}
                items={factsOf(menu).map(({ label, text }) => ({ label, value: text || '–' }))}
              />
            </Container>
          ))}
          <Container header={<Header variant="h2">{t('signUp.preview.hours')}</Header>}>
            <SpaceBetween size="s">
              {setup.schedules.map(({ name, week }) => (
                <div key={name}>
                  <Box variant="h3">{name}</Box>
                  <KeyValuePairs
                    columns={4}
                    minColumnWidth={140}
                    items={DAYS.map((day) => ({
                      label: owner(`hours.day.${day}`),
                      value: week[day]?.join(', ') ?? owner('hours.closed'),
                    }))}
                  />
                </div>
              ))}
              <Box color="text-body-secondary">{owner('zone', { zone: setup.timezone })}</Box>
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">{t('signUp.preview.queues')}</Header>}>
            {setup.queues.map(({ name }) => name).join(', ')}
          </Container>
        </SpaceBetween>
      )}
    </Loaded>
  );
}
