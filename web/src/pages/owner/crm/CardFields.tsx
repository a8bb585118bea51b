/** Where each value of a customer's card stands in what the other system answers. */
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '@/editing/expected';
import { CARD, type Crm } from '@/pages/owner/crm/crm';
import { TextField } from '@/pages/owner/crm/TextField';

interface CardFieldsProps {
  crm: Crm;
  change: (crm: Crm) => void;
  errors: FieldErrors;
}

export function CardFields({ crm, change, errors }: CardFieldsProps) {
  const { t } = useTranslation('owner');
  const isOdoo = crm.kind === 'odoo';
  return (
    <ExpandableSection
      headerText={t('crm.fields')}
      headerDescription={t(isOdoo ? 'crm.odooFieldsAbout' : 'crm.fieldsAbout')}
      defaultExpanded={Object.keys(crm.fields).length > 0}
    >
      <ColumnLayout columns={2}>
        {CARD.map((name) => (
          <TextField
            key={name}
            label={t(`crm.card.${name}`)}
            value={crm.fields[name] ?? ''}
            placeholder={isOdoo ? '' : name}
            error={errors(`fields.${name}`)}
            change={(path) => change({ ...crm, fields: { ...crm.fields, [name]: path } })}
          />
        ))}
      </ColumnLayout>
    </ExpandableSection>
  );
}
