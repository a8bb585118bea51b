/** What the business is called, by which clock it works, and where it is. */
import Autosuggest from '@cloudscape-design/components/autosuggest';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { Choice } from '@/editing/Choice';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { countryName } from '@/i18n/names';
import { COUNTRIES } from '@/pages/entry/signup/countries';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';

interface Identity {
  name: string;
  timezone: string;
  region: string;
}

export function IdentityForm() {
  const { t, i18n } = useTranslation('entry');
  const { api } = useSession();
  const edited = useEdited<Identity>({
    queryKey: ['identity'],
    load: async () => {
      const { body, etag } = await answeredWithVersion(api.GET('/v1/tenant'));
      return { body: { name: body.name, timezone: body.timezone, region: body.region }, etag };
    },
    save: (body, etag) =>
      answered(api.PATCH('/v1/tenant', { params: { header: { 'If-Match': etag } }, body })),
    alsoShownIn: [['tenant'], SETUP_KEY, ['calendar']],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ name, timezone, region }: Identity): Fact[] => [
    { label: t('identity.name'), text: name },
    { label: t('identity.zone'), text: timezone },
    { label: t('identity.region'), text: countryName(region, i18n.language) },
  ];
  const countries = COUNTRIES.map((value) => ({ value, label: countryName(value, i18n.language) }));
  return (
    <Container header={<Header variant="h2">{t('identity.title')}</Header>}>
      <EditedForm edited={edited} facts={facts}>
        {(value, change) => (
          <SpaceBetween size="m">
            <FormField
              label={t('identity.name')}
              description={t('identity.nameAbout')}
              errorText={errors('name')}
              stretch
            >
              <Input
                value={value.name}
                onChange={({ detail }) => change({ ...value, name: detail.value })}
              />
            </FormField>
            <FormField
              label={t('identity.zone')}
              description={t('identity.zoneAbout')}
              errorText={errors('timezone')}
              stretch
            >
              <Autosuggest
                value={value.timezone}
                options={Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone }))}
                enteredTextLabel={(text) => text}
                onChange={({ detail }) => change({ ...value, timezone: detail.value })}
              />
            </FormField>
            <Choice
              stretch
              label={t('identity.region')}
              hint={t('identity.regionAbout')}
              value={value.region}
              options={countries}
              change={(region) => change({ ...value, region })}
              error={errors('region')}
            />
          </SpaceBetween>
        )}
      </EditedForm>
    </Container>
  );
}
