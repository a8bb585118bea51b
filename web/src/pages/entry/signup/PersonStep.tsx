import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { StepProps } from '@/pages/entry/signup/BusinessStep';

interface PersonStepProps extends StepProps {
  /** The versions that are agreed to. */
  versions: { terms: string; privacy: string };
}

export function PersonStep({ wish, change, errors, isIncomplete, versions }: PersonStepProps) {
  const { t } = useTranslation('entry');
  const missing = (isThere: boolean) => (isIncomplete && !isThere ? t('needed') : undefined);
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField
          label={t('yourName')}
          errorText={errors('name') ?? missing(wish.name.trim() !== '')}
        >
          <Input
            autoComplete="name"
            value={wish.name}
            onChange={({ detail }) => change({ ...wish, name: detail.value })}
          />
        </FormField>
        <FormField
          label={t('email')}
          description={t('signUp.person.emailAbout')}
          errorText={errors('email') ?? missing(wish.email.includes('@'))}
        >
          <Input
            type="email"
            autoComplete="username"
            value={wish.email}
            onChange={({ detail }) => change({ ...wish, email: detail.value })}
          />
        </FormField>
        <FormField errorText={errors('accepted.terms') ?? missing(wish.acceptsTerms)}>
          <Checkbox
            checked={wish.acceptsTerms}
            onChange={({ detail }) => change({ ...wish, acceptsTerms: detail.checked })}
          >
            {t('signUp.person.terms', { version: versions.terms })}
          </Checkbox>
        </FormField>
        <FormField errorText={errors('accepted.privacy') ?? missing(wish.acceptsPrivacy)}>
          <Checkbox
            checked={wish.acceptsPrivacy}
            onChange={({ detail }) => change({ ...wish, acceptsPrivacy: detail.checked })}
          >
            {t('signUp.person.privacy', { version: versions.privacy })}
          </Checkbox>
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
