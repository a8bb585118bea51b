import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
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
import { usePromptName } from '@/pages/owner/prompts/usePromptName';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';

type Prompt = components['schemas']['PromptView'];

interface EditPromptProps {
  prompt: string;
  setup: Setup;
  close: () => void;
}

/** Left empty, the built-in words are said, which stand in the field until then. */
export function EditPrompt({ prompt: key, setup, close }: EditPromptProps) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const nameOf = usePromptName();
  const path = { key };
  const edited = useEdited<Prompt>({
    queryKey: ['prompt', key],
    load: () => answeredWithVersion(api.GET('/v1/prompts/{key}', { params: { path } })),
    save: async ({ own }, etag) => {
      const params = { path, header: { 'If-Match': etag } };
      await answered(api.PUT('/v1/prompts/{key}', { params, body: { own } }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY, ['prompts']],
  });
  const errors = useFieldErrors(edited.error);
  const facts = ({ own }: Prompt): Fact[] =>
    Object.entries(own).map(([code, text]) => ({
      label: languageName(code, i18n.language),
      text,
    }));
  return (
    <Modal visible size="large" header={nameOf(key)} onDismiss={() => !edited.isChanged && close()}>
      <EditedForm edited={edited} facts={facts}>
        {(prompt, change) => (
          <SpaceBetween size="m">
            <Box>{t('prompts.emptyAbout')}</Box>
            {prompt.placeholders.length > 0 && (
              <Box>
                {t('prompts.placeholders', {
                  list: prompt.placeholders.map((each) => `{${each}}`).join(', '),
                })}
              </Box>
            )}
            <Texts
              label={t('prompts.words')}
              texts={prompt.own}
              languages={codesOf(setup)}
              change={(own) => change({ ...prompt, own })}
              errorOf={(code) => errors(`own.${code}`)}
              placeholders={prompt.built_in}
            />
          </SpaceBetween>
        )}
      </EditedForm>
    </Modal>
  );
}
