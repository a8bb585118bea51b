/** Who hears no menu, and where they go. */
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { Choice, plainOptions } from '@/editing/Choice';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { useSession } from '@/session/session';
import { SETUP_KEY, type Setup } from '@/setup/setup';

type Vip = components['schemas']['VipShape'];

export function VipForm({ setup }: { setup: Setup }) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const edited = useEdited<Vip>({
    queryKey: ['vip'],
    load: () => answeredWithVersion(api.GET('/v1/vip')),
    save: async (body, etag) => {
      await answered(api.PUT('/v1/vip', { params: { header: { 'If-Match': etag } }, body }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = (vip: Vip): Fact[] => [
    { label: t('vip.tiers'), text: vip.tiers.join(', ') },
    { label: t('vip.queue'), text: vip.queue },
    { label: t('vip.turn'), text: String(vip.priority) },
    { label: t('vip.afterHours'), text: t(vip.after_hours ? 'yes' : 'no') },
  ];
  const tiers = Object.keys(setup.tiers).map((value) => ({ value, label: value }));
  return (
    <Container
      header={
        <Header variant="h2" description={t('vip.about')}>
          {t('vip.title')}
        </Header>
      }
    >
      <EditedForm edited={edited} facts={facts}>
        {(vip, change) => (
          <SpaceBetween size="m">
            <FormField label={t('vip.tiers')} errorText={errors('tiers') ?? errors('tiers[0]')}>
              <Multiselect
                options={tiers}
                selectedOptions={vip.tiers.map((value) => ({ value, label: value }))}
                placeholder={t('choose')}
                onChange={({ detail }) =>
                  change({
                    ...vip,
                    tiers: detail.selectedOptions.map(({ value }) => value ?? ''),
                  })
                }
              />
            </FormField>
            <Choice
              stretch
              label={t('vip.queue')}
              hint={t('vip.queueAbout')}
              value={vip.queue}
              options={plainOptions(setup.queues.map(({ name }) => name))}
              none={t('vip.nobody')}
              change={(queue) => change({ ...vip, queue })}
              error={errors('queue')}
            />
            <Choice
              stretch
              label={t('vip.turn')}
              value={String(vip.priority)}
              options={plainOptions(['1', '2', '3', '4', '5'])}
              change={(priority) => change({ ...vip, priority: Number(priority) })}
              error={errors('priority')}
            />
            <Toggle
              checked={vip.after_hours}
              onChange={({ detail }) => change({ ...vip, after_hours: detail.checked })}
            >
              {t('vip.afterHours')}
            </Toggle>
          </SpaceBetween>
        )}
      </EditedForm>
    </Container>
  );
}
