/** Where the other system is and how it lets us in, by what kind of system it is. */
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { CardFields } from '@/pages/owner/crm/CardFields';
import type { Crm } from '@/pages/owner/crm/crm';
import { HeaderFields } from '@/pages/owner/crm/HeaderFields';
import { SecretField } from '@/pages/owner/crm/SecretField';
import { TextField } from '@/pages/owner/crm/TextField';

interface SystemFieldsProps {
  crm: Crm;
  change: (crm: Crm) => void;
  errors: FieldErrors;
}

export function SystemFields({ crm, change, errors }: SystemFieldsProps) {
  const { t } = useTranslation('owner');
  const isOdoo = crm.kind === 'odoo';
  const ofHeaders = Object.keys(crm.headers)
    .map((name) => errors(`headers.${name}`))
    .find((error) => error !== undefined);
  return (
    <SpaceBetween size="m">
      <TextField
        label={t('crm.url')}
        about={
          isOdoo
            ? t('crm.odooUrlAbout')
            : t('crm.urlAbout', { number: '{number}', digits: '{digits}' })
        }
        type="url"
        value={crm.url}
        placeholder={isOdoo ? 'https://' : 'https://…/{digits}'}
        change={(url) => change({ ...crm, url })}
        error={errors('url')}
      />
      {isOdoo ? (
        <SpaceBetween size="m">
          <TextField
            label={t('crm.db')}
            value={crm.db}
            change={(db) => change({ ...crm, db })}
            error={errors('db')}
          />
          <TextField
            label={t('crm.login')}
            about={t('crm.loginAbout')}
            value={crm.login}
            change={(login) => change({ ...crm, login })}
            error={errors('login')}
          />
        </SpaceBetween>
      ) : (
        <Choice
          stretch
          label={t('crm.method')}
          value={crm.method}
          options={[
            { value: 'GET', label: t('crm.get') },
            { value: 'POST', label: t('crm.post') },
          ]}
          change={(method) => change({ ...crm, method: method === 'POST' ? 'POST' : 'GET' })}
          error={errors('method')}
        />
      )}
      <SecretField crm={crm} change={change} error={errors('secret')} />
      {!isOdoo && (
        <HeaderFields
          headers={crm.headers}
          change={(headers) => change({ ...crm, headers })}
          error={errors('headers') ?? ofHeaders}
        />
      )}
      <CardFields crm={crm} change={change} errors={errors} />
    </SpaceBetween>
  );
}
