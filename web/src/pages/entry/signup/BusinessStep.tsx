import Autosuggest from '@cloudscape-design/components/autosuggest';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Choice } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { isLanguage, LANGUAGES } from '@/i18n';
import { countryName } from '@/i18n/names';
import { COUNTRIES } from '@/pages/entry/signup/countries';
import type { Wish } from '@/pages/entry/signup/wish';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

export interface StepProps {
  wish: Wish;
  change: (wish: Wish) => void;
  errors: FieldErrors;
  /** Somebody wanted to go on, and something is missing. */
  isIncomplete: boolean;
}

export function BusinessStep({ wish, change, errors, isIncomplete }: StepProps) {
  const { t, i18n } = useTranslation('entry');
  const { api } = useSession();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: () => answered(api.GET('/v1/templates')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const missing = (text: string) => (isIncomplete && text.trim() === '' ? t('needed') : undefined);
  const countries = COUNTRIES.map((code) => ({
    value: code,
    label: countryName(code, i18n.language),
  })).sort((one, other) => one.label.localeCompare(other.label, i18n.language));
  return (
    <Container>
      <SpaceBetween size="l">
        <Loaded query={templates}>
          {({ items }) => (
            <FormField
              label={t('signUp.business.template')}
              description={t('signUp.business.templateAbout')}
              errorText={errors('template')}
              stretch
            >
              <Tiles
                value={wish.template}
                columns={2}
                items={items.map(({ name, title, purpose }) => ({
                  value: name,
                  label: title[i18n.language] ?? title.en,
                  description: purpose[i18n.language] ?? purpose.en,
                }))}
                onChange={({ detail }) => {
                  const chosen = items.find(({ name }) => name === detail.value);
                  if (chosen !== undefined) {
                    change({ ...wish, template: chosen.name });
                  }
                }}
              />
            </FormField>
          )}
        </Loaded>
        <FormField
          label={t('signUp.business.name')}
          description={t('signUp.business.nameAbout')}
          errorText={errors('business_name') ?? missing(wish.business_name)}
        >
          <Input
            autoComplete="organization"
            value={wish.business_name}
            onChange={({ detail }) => change({ ...wish, business_name: detail.value })}
          />
        </FormField>
        <FormField
          label={t('signUp.business.country')}
          errorText={errors('country') ?? missing(wish.country)}
        >
          <Select
            filteringType="auto"
            options={countries}
            selectedOption={countries.find(({ value }) => value === wish.country) ?? null}
            placeholder={t('choose')}
            onChange={({ detail }) =>
              change({ ...wish, country: detail.selectedOption.value ?? '' })
            }
          />
        </FormField>
        <Choice
          stretch
          label={t('signUp.business.language')}
          hint={t('signUp.business.languageAbout')}
          value={wish.language}
          options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          change={(language) => isLanguage(language) && change({ ...wish, language })}
          error={errors('language')}
        />
        <FormField
          label={t('signUp.business.zone')}
          description={t('signUp.business.zoneAbout')}
          errorText={errors('timezone')}
        >
          <Autosuggest
            value={wish.timezone}
            options={Intl.supportedValuesOf('timeZone').map((value) => ({ value }))}
            enteredTextLabel={(text) => text}
            placeholder="Europe/Istanbul"
            onChange={({ detail }) => change({ ...wish, timezone: detail.value })}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
