/** A page as a shop's own, with the chat in it. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, LANGUAGES } from '@/i18n';
import { useBusinesses } from '@/pages/phone/chat/useBusinesses';
import { useWidget } from '@/pages/phone/chat/useWidget';
import { PageLoading } from '@/states/PageLoading';
import { useWorld } from '@/world';

export default function ChatPage() {
  const { t } = useTranslation('phone');
  const { phone } = useWorld();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('shop.about')}>
          {t('shop.title')}
        </Header>
      }
    >
      {phone === null ? <Alert>{t('notHere')}</Alert> : <Shop socket={phone.socket} />}
    </ContentLayout>
  );
}

function Shop({ socket }: { socket: string }) {
  const { t, i18n } = useTranslation('phone');
  const known = useBusinesses(socket);
  const businesses = typeof known === 'string' ? [] : known;
  const [chosen, setChosen] = useState<string>();
  const [language, setLanguage] = useState(i18n.language);
  const business = businesses.find(({ id }) => id === chosen) ?? businesses[0];
  const widget = useWidget(business?.id, language);
  if (typeof known === 'string') {
    return <PageLoading offline={known === 'offline'} />;
  }
  if (business === undefined) {
    return <Alert>{t('shop.none')}</Alert>;
  }
  return (
    <SpaceBetween size="l">
      {widget === 'failed' && <Alert type="error">{t('shop.failed')}</Alert>}
      {widget === 'closed' && (
        <Alert type="info">{t('shop.closed', { origin: location.origin })}</Alert>
      )}
      <ColumnLayout columns={2}>
        <FormField label={t('shop.business')}>
          <Select
            selectedOption={{ value: business.id, label: business.name }}
            options={businesses.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ detail }) => setChosen(detail.selectedOption.value)}
          />
        </FormField>
        <FormField label={t('shop.language')}>
          <Select
            selectedOption={languageOption(language)}
            options={Object.keys(LANGUAGES).map(languageOption)}
            onChange={({ detail }) => setLanguage(detail.selectedOption.value ?? 'en')}
          />
        </FormField>
      </ColumnLayout>
      <Container
        header={<Header variant="h2">{t('shop.welcome', { name: business.name })}</Header>}
      >
        <Box variant="p">{t('shop.text')}</Box>
      </Container>
    </SpaceBetween>
  );
}

function languageOption(value: string) {
  return { value, label: isLanguage(value) ? LANGUAGES[value] : value };
}
