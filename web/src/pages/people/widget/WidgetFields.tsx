import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import type { FieldErrors } from '@/editing/expected';
import { Texts } from '@/editing/Texts';
import { languageName } from '@/i18n/names';
import { Several } from '@/pages/people/parts/Several';
import { written } from '@/pages/people/parts/written';
import { useTenant } from '@/session/me';

type Widget = components['schemas']['ChatWidgetShape'];

interface WidgetFieldsProps {
  widget: Widget;
  change: (widget: Widget) => void;
  errorOf: FieldErrors;
}

export function WidgetFields({ widget, change, errorOf }: WidgetFieldsProps) {
  const { t, i18n } = useTranslation('people');
  const languages = useTenant().data?.languages ?? [];
  const origins = widget.allowed_origins;
  const put = (changed: string[]) => change({ ...widget, allowed_origins: changed });
  return (
    <SpaceBetween size="l">
      <FormField errorText={errorOf('enabled')}>
        <Toggle
          checked={widget.enabled}
          description={t('widget.enabledHint')}
          onChange={({ detail }) => change({ ...widget, enabled: detail.checked })}
        >
          {t('widget.enabled')}
        </Toggle>
      </FormField>
      <FormField
        label={t('widget.origins')}
        description={t('widget.originsHint')}
        errorText={errorOf('allowed_origins')}
        stretch
      >
        <AttributeEditor
          items={origins}
          addButtonText={t('widget.addOrigin')}
          removeButtonText={t('remove')}
          empty={t('widget.noOrigin')}
          onAddButtonClick={() => put([...origins, ''])}
          onRemoveButtonClick={({ detail }) =>
            put(origins.filter((_, place) => place !== detail.itemIndex))
          }
          definition={[
            {
              label: t('widget.origin'),
              errorText: (_, place) => errorOf(`allowed_origins[${place}]`),
              control: (origin, place) => (
                <Input
                  type="url"
                  placeholder="https://"
                  value={origin}
                  onChange={({ detail }) =>
                    put(origins.map((each, at) => (at === place ? detail.value : each)))
                  }
                />
              ),
            },
          ]}
        />
      </FormField>
      <Several
        label={t('languages')}
        hint={t('widget.languagesHint')}
        values={widget.languages}
        options={languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
        none={t('widget.allLanguages')}
        error={errorOf('languages')}
        change={(chosen) => change({ ...widget, languages: chosen })}
      />
      <Texts
        label={t('widget.greeting')}
        texts={widget.greeting ?? {}}
        languages={languages}
        errorOf={(code) => errorOf(`greeting.${code}`)}
        change={(greeting) => change({ ...widget, greeting: written(greeting) })}
      />
    </SpaceBetween>
  );
}
