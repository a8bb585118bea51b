/** What the API expected of a field, in the viewer's language where the sentence is a known one. */
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';

const SENTENCES = [
  [/^a text in each of the languages$/, 'everyLanguage'],
  [/^the name of a queue(?: \((?:one of )?(.*)\))?$/, 'queue'],
  [/^the id of a menu(?: \((?:one of )?(.*)\))?$/, 'menu'],
  [/^the name of a schedule(?: \((?:one of )?(.*)\))?$/, 'schedule'],
  [/^one of the languages(?: \(one of (.*)\))?$/, 'language'],
  [/^one of the tiers(?: \(one of (.*)\))?$/, 'tier'],
  [/^(a telephone number).*$/, 'telephone'],
  [/^exactly one of queue, menu, transfer, message$/, 'oneThing'],
  [/^at least 1 (character|item)s?$/, 'something'],
  [/^opening hours that do not overlap$/, 'overlap'],
  [/^a slot must end after it starts.*$/, 'backwards'],
  [/^a day that is not before the first$/, 'lastBeforeFirst'],
  [/^no placeholder$/, 'placeholder'],
  [/^when: first.*$/, 'when'],
  [/^the app's code of now$/, 'appCode'],
  [/^the code of the last mail.*$/, 'mailCode'],
  [/^the username of an agent$/, 'agent'],
  [/^a URL .*$/, 'publicAddress'],
  [/^an address when kind is http, and none otherwise$/, 'publicAddress'],
  [/^the address of the Odoo server alone$/, 'odooAddress'],
  [/^no placeholders but \{number\} \{digits\}$/, 'numberPlaceholder'],
  [/^one when kind is odoo, and none otherwise$/, 'something'],
  [/^the name of the secret that holds the API key$/, 'secret'],
  [/^crm\.secret to name the secret$/, 'secret'],
  [/^a header of your own.*$/, 'header'],
  [/^a text in one line of ASCII$/, 'headerText'],
  [/^a path such as .*$/, 'answerPath'],
] as const satisfies readonly (readonly [RegExp, string])[];

export type FieldErrors = (path: string) => string | undefined;

/** Returns a function that says what is wrong with a field, by its path in the body. */
export function useFieldErrors(error: unknown): FieldErrors {
  const said = useExpected();
  return (path) => {
    const expected = error instanceof ApiProblem ? error.ofField(path) : undefined;
    return expected === undefined ? undefined : said(expected);
  };
}

/** Returns a function that says in the viewer's language what the API expected. */
export function useExpected(): (expected: string) => string {
  const { t } = useTranslation('owner');
  const known = useKnownExpected();
  return (expected) => known(expected) ?? t('expected.other', { what: expected });
}

/** The same; null where the sentence is not a known one. */
export function useKnownExpected(): (expected: string) => string | null {
  const { t } = useTranslation('owner');
  return (expected) => {
    for (const [sentence, key] of SENTENCES) {
      const match = sentence.exec(expected);
      if (match !== null) {
        const list = match[1] ?? '';
        return t(`expected.${key}`) + (list.includes(',') ? ` (${list})` : '');
      }
    }
    return null;
  };
}
