import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import { languageName } from '@/i18n/names';
import { snippet } from '@/pages/people/widget/snippet';
import { useTenant } from '@/session/me';

/** The lines for the business's own page, to be copied. */
export function Snippet() {
  const { t, i18n } = useTranslation('people');
  const tenant = useTenant().data;
  const [language, setLanguage] = useState('');
  if (tenant === undefined) {
    return null;
  }
  const text = snippet(location.origin, tenant.id, language);
  return (
    <Container
      header={
        <Header variant="h2" description={t('widget.snippetHint')}>
          {t('widget.snippet')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Choice
          label={t('language')}
          value={language}
          options={tenant.languages.map((value) => ({
            value,
            label: languageName(value, i18n.language),
          }))}
          none={t('widget.visitorsLanguage')}
          change={setLanguage}
        />
        <Box variant="code">{text}</Box>
        <CopyToClipboard
          textToCopy={text}
          copyButtonText={t('copy')}
          copySuccessText={t('copied')}
          copyErrorText={t('notCopied')}
        />
      </SpaceBetween>
    </Container>
  );
}
