/** A language more: with every text that callers would hear in it, since none may be silent. */
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { Choice } from '@/editing/Choice';
import { Dialog } from '@/editing/Dialog';
import { useFieldErrors } from '@/editing/expected';
import { Refused } from '@/editing/Refused';
import { isSame } from '@/editing/useEdited';
import { languageName } from '@/i18n/names';
import { LANGUAGES, placeOf, spokenIn, withLanguage } from '@/pages/owner/prompts/spoken';
import { useSession } from '@/session/session';
import { codesOf, type Setup } from '@/setup/setup';
import { useUnsavedWarning } from '@/states/unsaved';

type Code = keyof typeof LANGUAGES;
type Part = keyof typeof import('@/i18n/locales/en/owner.json')['languages']['part'];

export function AddLanguage({ setup, close }: { setup: Setup; close: () => void }) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const known = codesOf(setup);
  const offered = (Object.keys(LANGUAGES) as Code[]).filter((code) => !known.includes(code));
  const [code, setCode] = useState<Code | ''>(offered[0] ?? '');
  const [texts, setTexts] = useState<Record<string, string>>({});
  const spoken = spokenIn(setup);
  useUnsavedWarning(Object.keys(texts).length > 0);
  const adding = useMutation({
    mutationFn: async (added: Code) => {
      // The texts were written for the set-up as it is shown, and for no later one.
      const now = await answeredWithVersion(api.GET('/v1/setup'));
      const etag = isSame(now.body, setup) ? now.etag : '"outdated"';
      const body = withLanguage(setup, { code: added, ...LANGUAGES[added] }, texts);
      await answered(
        api.PATCH('/v1/setup', {
          params: { header: { 'If-Match': etag } },
          body: body as components['schemas']['DraftBody'],
        }),
      );
      await queries.invalidateQueries();
    },
    onSuccess: close,
  });
  const errors = useFieldErrors(adding.error);
  const place = (path: string) => {
    const { part, name } = placeOf(setup, path);
    const what = i18n.exists(`languages.part.${part}`, { ns: 'owner' })
      ? t(`languages.part.${part as Part}`)
      : part;
    return name === '' ? what : `${what}: ${name}`;
  };
  return (
    <Dialog
      title={t('languages.add')}
      action={t('add')}
      isBusy={adding.isPending}
      isDisabled={code === ''}
      isLarge
      act={() => code !== '' && adding.mutate(code)}
      close={close}
    >
      <SpaceBetween size="m">
        <Refused error={adding.error} />
        <Choice
          stretch
          label={t('languages.which')}
          hint={t('languages.addAbout')}
          value={code}
          options={offered.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          change={(chosen) => setCode(offered.find((each) => each === chosen) ?? '')}
        />
        {spoken.map(({ path, texts: said }) => (
          <FormField
            key={path}
            stretch
            label={Object.values(said)[0] ?? path}
            description={place(path)}
            errorText={errors(`${path}.${code}`)}
          >
            <Textarea
              rows={2}
              value={texts[path] ?? ''}
              onChange={({ detail }) => setTexts({ ...texts, [path]: detail.value })}
            />
          </FormField>
        ))}
      </SpaceBetween>
    </Dialog>
  );
}
