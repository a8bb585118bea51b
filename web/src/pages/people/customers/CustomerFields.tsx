import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useTranslation } from 'react-i18next';
import { Choice, plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { languageName } from '@/i18n/names';
import { Attributes } from '@/pages/people/customers/Attributes';
import { type Customer, OPT_OUTS, type OptOut } from '@/pages/people/customers/customer';
import { Numbers } from '@/pages/people/customers/Numbers';
import { Line } from '@/pages/people/parts/Line';
import { useAgents, useQueues, useTiers } from '@/pages/people/parts/references';
import { Several } from '@/pages/people/parts/Several';
import { WordList } from '@/pages/people/parts/WordList';
import { useTenant } from '@/session/me';

type Fields = Omit<Customer, 'id'>;

interface CustomerFieldsProps {
  customer: Fields;
  change: (changed: Partial<Fields>) => void;
  errorOf: FieldErrors;
}

export function CustomerFields({ customer, change, errorOf }: CustomerFieldsProps) {
  const { t, i18n } = useTranslation('people');
  const languages = useTenant().data?.languages ?? [];
  const tiers = useTiers().data ?? [];
  const queues = useQueues().data ?? [];
  const agents = useAgents().data ?? [];
  const line = (field: 'name' | 'greet_as' | 'company' | 'email', label: string, hint?: string) => (
    <Line
      label={label}
      hint={hint}
      value={customer[field]}
      error={errorOf(field)}
      change={(value) => change({ [field]: value })}
    />
  );
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        {line('name', t('personName'))}
        {line('greet_as', t('customers.greetAs'), t('customers.greetAsHint'))}
        {line('company', t('customers.company'))}
        {line('email', t('email'))}
      </ColumnLayout>
      <Numbers
        numbers={customer.numbers}
        change={(numbers) => change({ numbers })}
        errorOf={errorOf}
      />
      <ColumnLayout columns={2}>
        <Choice
          label={t('customers.tier')}
          value={customer.tier}
          options={plainOptions(tiers)}
          none={t('none')}
          error={errorOf('tier')}
          change={(tier) => change({ tier })}
        />
        <Choice
          label={t('language')}
          value={customer.language ?? ''}
          options={languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          none={t('customers.anyLanguage')}
          error={errorOf('language')}
          change={(language) => change({ language: language || null })}
        />
        <Choice
          label={t('customers.manager')}
          hint={t('customers.managerHint')}
          value={customer.account_manager ?? ''}
          options={agents.map(({ username, first_name, last_name }) => ({
            value: username,
            label: `${first_name} ${last_name}`,
          }))}
          none={t('none')}
          error={errorOf('account_manager')}
          change={(username) => change({ account_manager: username || null })}
        />
        <Choice
          label={t('queue')}
          hint={t('customers.queueHint')}
          value={customer.queue ?? ''}
          options={plainOptions(queues.map(({ name }) => name))}
          none={t('customers.menu')}
          error={errorOf('queue')}
          change={(queue) => change({ queue: queue || null })}
        />
        <WordList
          label={t('tags')}
          values={customer.tags}
          error={errorOf('tags')}
          change={(tags) => change({ tags })}
        />
        <Several
          label={t('customers.optOuts')}
          values={customer.opt_outs}
          options={OPT_OUTS.map((value) => ({ value, label: t(`optOuts.${value}`) }))}
          none={t('customers.noOptOut')}
          error={errorOf('opt_outs')}
          change={(values) => change({ opt_outs: values as OptOut[] })}
        />
      </ColumnLayout>
      {(['address', 'notes'] as const).map((field) => (
        <FormField key={field} label={t(`customers.${field}`)} errorText={errorOf(field)} stretch>
          <Textarea
            rows={field === 'notes' ? 4 : 2}
            value={customer[field]}
            onChange={({ detail }) => change({ [field]: detail.value })}
          />
        </FormField>
      ))}
      <Attributes
        attributes={customer.attributes}
        change={(attributes) => change({ attributes })}
        error={errorOf('attributes')}
      />
    </SpaceBetween>
  );
}
