/** The emergency switch: while it is on, callers hear its message and no more. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { languageName } from '@/i18n/names';
import { ThrowSwitch } from '@/pages/owner/emergency/ThrowSwitch';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';

type Emergency = components['schemas']['EmergencyShape'];

export default function EmergencyPage() {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const setup = useSetup();
  const [isAsking, setAsking] = useState(false);
  const edited = useEdited<Emergency>({
    queryKey: ['emergency'],
    load: () => answeredWithVersion(api.GET('/v1/emergency')),
    save: async ({ on, message }, etag) => {
      const body = { on, message: withoutEmpty(message ?? {}) };
      await answeredWithVersion(
        api.PUT('/v1/emergency', { params: { header: { 'If-Match': etag } }, body }),
      );
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ on, message }: Emergency): Fact[] => [
    { label: t('emergency.switch'), text: t(on ? 'emergency.on' : 'emergency.off') },
    ...Object.entries(message ?? {}).map(([code, text]) => ({
      label: languageName(code, i18n.language),
      text,
    })),
  ];
  const isOn = edited.query.data?.body.on ?? false;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('emergency.about')}>
          {t('emergency.title')}
        </Header>
      }
    >
      <Loaded query={setup}>
        {(loaded) => (
          <SpaceBetween size="l">
            <Alert
              type={isOn ? 'error' : 'success'}
              header={t(isOn ? 'emergency.isOn' : 'emergency.isOff')}
              action={
                <Button
                  variant={isOn ? 'primary' : 'normal'}
                  disabled={edited.isChanged}
                  onClick={() => setAsking(true)}
                >
                  {t(isOn ? 'emergency.turnOff' : 'emergency.turnOn')}
                </Button>
              }
            >
              {t(isOn ? 'emergency.isOnText' : 'emergency.isOffText')}
            </Alert>
            <Container header={<Header variant="h2">{t('emergency.message')}</Header>}>
              <EditedForm edited={edited} facts={facts}>
                {(value, change) => (
                  <Texts
                    label={t('emergency.text')}
                    texts={value.message ?? {}}
                    languages={codesOf(loaded)}
                    change={(message) => change({ ...value, message })}
                    errorOf={(code) => errors(`message.${code}`)}
                  />
                )}
              </EditedForm>
            </Container>
            {isAsking && <ThrowSwitch on={!isOn} close={() => setAsking(false)} />}
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}

/** The API takes a text in each language, or none at all for the system's own words. */
function withoutEmpty(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));
}
