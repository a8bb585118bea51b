/** What one key of a menu does. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { KeyTarget } from '@/pages/owner/menus/KeyTarget';
import { type Choice, KINDS, kindOf, newChoice } from '@/setup/tree';

interface KeyFieldsProps {
  pressed: string;
  choice: Choice;
  free: readonly string[];
  languages: readonly string[];
  queues: readonly string[];
  menus: readonly string[];
  errors: FieldErrors;
  change: (choice: Choice) => void;
  move: (to: string) => void;
  remove: () => void;
}

export function KeyFields({ pressed, choice, change, errors, ...rest }: KeyFieldsProps) {
  const { t } = useTranslation('owner');
  const kind = kindOf(choice);
  const at = `choices.${pressed}`;
  const kinds = KINDS.map((value) => ({ value, label: t(`menus.kind.${value}`) }));
  const keys = [pressed, ...rest.free].map((value) => ({ value, label: value }));
  const thens = (['repeat', 'end'] as const).map((value) => ({
    value,
    label: t(`menus.then.${value}`),
  }));
  return (
    <Container>
      <SpaceBetween size="s">
        <SpaceBetween direction="horizontal" size="s" alignItems="end">
          <FormField label={t('menus.pressed')} stretch>
            <Select
              options={keys}
              selectedOption={{ value: pressed, label: pressed }}
              onChange={({ detail }) => rest.move(detail.selectedOption.value ?? pressed)}
            />
          </FormField>
          <FormField label={t('menus.does')} stretch errorText={errors(at)}>
            <Select
              options={kinds}
              selectedOption={kinds.find(({ value }) => value === kind) ?? null}
              onChange={({ detail }) => {
                const next = kinds.find(({ value }) => value === detail.selectedOption.value);
                if (next !== undefined && next.value !== kind) {
                  change(withKind(next.value, rest));
                }
              }}
            />
          </FormField>
          {kind === 'message' ? (
            <FormField label={t('menus.afterwards')} stretch>
              <Select
                options={thens}
                selectedOption={thens.find(({ value }) => value === choice.then) ?? null}
                onChange={({ detail }) =>
                  change({
                    ...choice,
                    // biome-ignore lint/suspicious/noThenProperty: the API's name; a string is no promise
                    then: detail.selectedOption.value === 'end' ? 'end' : 'repeat',
                  })
                }
              />
            </FormField>
          ) : (
            <KeyTarget
              kind={kind}
              choice={choice}
              change={change}
              options={kind === 'menu' ? rest.menus : rest.queues}
              error={errors(`${at}.${kind}`)}
            />
          )}
          <Button
            iconName="remove"
            variant="icon"
            ariaLabel={t('menus.removeKey', { key: pressed })}
            onClick={rest.remove}
          />
        </SpaceBetween>
        {kind === 'message' && (
          <Texts
            label={t('menus.message')}
            texts={choice.message ?? {}}
            languages={rest.languages}
            change={(message) => change({ ...choice, message })}
            errorOf={(code) => errors(`${at}.message.${code}`)}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

/** A choice of another kind, which leads to the first thing that there is, where that is sensible. */
function withKind(
  kind: (typeof KINDS)[number],
  { languages, queues, menus }: Pick<KeyFieldsProps, 'languages' | 'queues' | 'menus'>,
): Choice {
  const first = { queue: queues[0], menu: menus[0], message: '', transfer: '' }[kind] ?? '';
  const choice = newChoice(kind, languages);
  return kind === 'queue' || kind === 'menu' ? { ...choice, [kind]: first } : choice;
}
