/** Whether conversations are recorded, and what callers are told of it. */
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { languageName } from '@/i18n/names';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';

type Consent = components['schemas']['ConsentShape'];

const POLICIES = ['none', 'announce', 'ask'] as const;

export function ConsentForm({ setup }: { setup: Setup }) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const edited = useEdited<Consent>({
    queryKey: ['consent'],
    load: () => answeredWithVersion(api.GET('/v1/consent')),
    save: async ({ policy, text }, etag) => {
      // Where nobody is recorded there is nothing to tell: the API takes no text for it.
      const told = policy === 'none' ? {} : (text ?? {});
      const written = Object.entries(told).filter(([, each]) => each.trim() !== '');
      const body = { policy, text: Object.fromEntries(written) };
      await answered(api.PUT('/v1/consent', { params: { header: { 'If-Match': etag } }, body }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ policy, text }: Consent): Fact[] => [
    { label: t('consent.policy'), text: t(`consent.${policy}`) },
    ...Object.entries(text ?? {}).map(([code, each]) => ({
      label: languageName(code, i18n.language),
      text: each,
    })),
  ];
  return (
    <Container
      header={
        <Header variant="h2" description={t('consent.about')}>
          {t('consent.title')}
        </Header>
      }
    >
      <EditedForm edited={edited} facts={facts}>
        {(consent, change) => (
          <SpaceBetween size="m">
            <FormField label={t('consent.policy')} errorText={errors('policy')}>
              <RadioGroup
                value={consent.policy}
                items={POLICIES.map((value) => ({ value, label: t(`consent.${value}`) }))}
                onChange={({ detail }) => {
                  const policy = POLICIES.find((each) => each === detail.value);
                  if (policy !== undefined) {
                    change({ ...consent, policy });
                  }
                }}
              />
            </FormField>
            {consent.policy !== 'none' && (
              <Texts
                label={t('consent.text')}
                texts={consent.text ?? {}}
                languages={codesOf(setup)}
                change={(text) => change({ ...consent, text })}
                errorOf={(code) => errors(`text.${code}`)}
              />
            )}
          </SpaceBetween>
        )}
      </EditedForm>
    </Container>
  );
}
