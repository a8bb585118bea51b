/** Which languages callers are spoken to in, and in whose voice. */
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { languageName } from '@/i18n/names';
import { AddLanguage } from '@/pages/owner/prompts/AddLanguage';
import { useSession } from '@/session/session';
import { SETUP_KEY, type Setup } from '@/setup/setup';

type Languages = components['schemas']['LanguagesShape'];

export function LanguagesPane({ setup }: { setup: Setup }) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const [isAdding, setAdding] = useState(false);
  const edited = useEdited<Languages>({
    queryKey: ['languages'],
    load: () => answeredWithVersion(api.GET('/v1/languages')),
    save: (body, etag) =>
      answered(api.PUT('/v1/languages', { params: { header: { 'If-Match': etag } }, body })),
    alsoShownIn: [SETUP_KEY, ['prompts'], ['tenant'], ['prompt']],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ languages }: Languages) =>
    languages.map(({ code, locale, voice }) => ({
      label: languageName(code, i18n.language),
      text: `${locale}, ${voice}`,
    }));
  return (
    <>
      <Header
        variant="h2"
        description={t('languages.about')}
        actions={
          <Button iconName="add-plus" disabled={edited.isChanged} onClick={() => setAdding(true)}>
            {t('languages.add')}
          </Button>
        }
      >
        {t('languages.title')}
      </Header>
      <EditedForm edited={edited} facts={facts}>
        {({ languages }, change) => (
          <SpaceBetween size="m">
            {languages.map((language, index) => {
              const name = languageName(language.code, i18n.language);
              const put = (part: Partial<typeof language>) =>
                change({ languages: languages.with(index, { ...language, ...part }) });
              return (
                <SpaceBetween key={language.code} direction="horizontal" size="s" alignItems="end">
                  <FormField
                    label={t('languages.locale', { language: name })}
                    errorText={errors(`languages[${index}].locale`)}
                  >
                    <Input
                      value={language.locale}
                      onChange={({ detail }) => put({ locale: detail.value })}
                    />
                  </FormField>
                  <FormField
                    label={t('languages.voice', { language: name })}
                    errorText={errors(`languages[${index}].voice`)}
                  >
                    <Input
                      value={language.voice}
                      onChange={({ detail }) => put({ voice: detail.value })}
                    />
                  </FormField>
                  <Button
                    iconName="remove"
                    variant="icon"
                    disabled={languages.length === 1}
                    ariaLabel={t('languages.remove', { language: name })}
                    onClick={() => change({ languages: languages.toSpliced(index, 1) })}
                  />
                </SpaceBetween>
              );
            })}
          </SpaceBetween>
        )}
      </EditedForm>
      {isAdding && <AddLanguage setup={setup} close={() => setAdding(false)} />}
    </>
  );
}
