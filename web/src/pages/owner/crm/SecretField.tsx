/** The key or token by which the other system lets us in: written, and never shown. */
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import type { Crm } from '@/pages/owner/crm/crm';

interface SecretFieldProps {
  crm: Crm;
  change: (crm: Crm) => void;
  error: string | undefined;
}

export function SecretField({ crm, change, error }: SecretFieldProps) {
  const { t } = useTranslation('owner');
  const isForgotten = crm.secret === '';
  return (
    <SpaceBetween size="xs">
      <FormField
        label={t(crm.kind === 'odoo' ? 'crm.apiKey' : 'crm.secret')}
        description={t(crm.has_secret ? 'crm.secretKept' : 'crm.secretAbout')}
        errorText={error}
        stretch
      >
        <Input
          type="password"
          autoComplete="new-password"
          disabled={isForgotten}
          value={crm.secret ?? ''}
          onChange={({ detail }) =>
            change({ ...crm, secret: detail.value === '' ? null : detail.value })
          }
        />
      </FormField>
      {crm.has_secret && (
        <Checkbox
          checked={isForgotten}
          onChange={({ detail }) => change({ ...crm, secret: detail.checked ? '' : null })}
        >
          {t('crm.forget')}
        </Checkbox>
      )}
    </SpaceBetween>
  );
}
