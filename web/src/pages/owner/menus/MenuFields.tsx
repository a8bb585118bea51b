import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { KeyFields } from '@/pages/owner/menus/KeyFields';
import {
  freeKeys,
  keysOf,
  type Menu,
  newChoice,
  withChoice,
  withKeyMoved,
  withoutKey,
} from '@/setup/tree';

interface MenuFieldsProps {
  menu: Menu;
  change: (menu: Menu) => void;
  languages: readonly string[];
  queues: readonly string[];
  menus: readonly string[];
  errors: FieldErrors;
}

export function MenuFields({ menu, change, languages, queues, menus, errors }: MenuFieldsProps) {
  const { t } = useTranslation('owner');
  const [free] = freeKeys(menu);
  const fallback = { value: '', label: t('menus.fallback') };
  const options = [fallback, ...queues.map((value) => ({ value, label: value }))];
  return (
    <SpaceBetween size="l">
      <Texts
        label={t('menus.prompt')}
        texts={menu.prompt}
        languages={languages}
        change={(prompt) => change({ ...menu, prompt })}
        errorOf={(code) => errors(`prompt.${code}`)}
      />
      <SpaceBetween size="s">
        <Header
          variant="h3"
          actions={
            <Button
              iconName="add-plus"
              disabled={free === undefined}
              onClick={() =>
                free !== undefined && change(withChoice(menu, free, newChoice('queue', languages)))
              }
            >
              {t('menus.addKey')}
            </Button>
          }
        >
          {t('menus.keys')}
        </Header>
        {errors('choices') !== undefined && <FormField errorText={errors('choices')} />}
        {keysOf(menu).map((key) => {
          const choice = menu.choices[key];
          return (
            choice !== undefined && (
              <KeyFields
                key={key}
                pressed={key}
                choice={choice}
                free={freeKeys(menu)}
                languages={languages}
                queues={queues}
                menus={menus}
                errors={errors}
                change={(changed) => change(withChoice(menu, key, changed))}
                move={(to) => change(withKeyMoved(menu, key, to))}
                remove={() => change(withoutKey(menu, key))}
              />
            )
          );
        })}
      </SpaceBetween>
      <FormField
        label={t('menus.defaultQueue')}
        description={t('menus.defaultQueueAbout')}
        errorText={errors('default_queue')}
      >
        <Select
          options={options}
          selectedOption={
            options.find(({ value }) => value === menu.default_queue) ?? {
              value: menu.default_queue,
            }
          }
          onChange={({ detail }) =>
            change({ ...menu, default_queue: detail.selectedOption.value ?? '' })
          }
        />
      </FormField>
    </SpaceBetween>
  );
}
