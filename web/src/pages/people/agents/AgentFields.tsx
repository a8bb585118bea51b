import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useTranslation } from 'react-i18next';
import { Choice, plainOptions } from '@/editing/Choice';
import type { FieldErrors } from '@/editing/expected';
import { languageName } from '@/i18n/names';
import { Amount } from '@/pages/people/parts/Amount';
import { Line } from '@/pages/people/parts/Line';
import { type Agent, useProfiles } from '@/pages/people/parts/references';
import { Several } from '@/pages/people/parts/Several';
import { useTenant } from '@/session/me';

interface AgentFieldsProps {
  agent: Agent;
  change: (agent: Agent) => void;
  errorOf: FieldErrors;
}

export function AgentFields({ agent, change, errorOf }: AgentFieldsProps) {
  const { t, i18n } = useTranslation('people');
  const profiles = (useProfiles().data ?? []).map(({ name }) => name);
  const languages = useTenant().data?.languages ?? [];
  return (
    <ColumnLayout columns={2}>
      <Line
        label={t('agents.firstName')}
        hint={t('agents.firstNameHint')}
        value={agent.first_name}
        error={errorOf('first_name')}
        change={(name) => change({ ...agent, first_name: name })}
      />
      <Line
        label={t('agents.lastName')}
        value={agent.last_name}
        error={errorOf('last_name')}
        change={(name) => change({ ...agent, last_name: name })}
      />
      <Choice
        label={t('agents.profile')}
        hint={t('agents.profileHint')}
        value={agent.routing_profile}
        options={plainOptions(profiles)}
        error={errorOf('routing_profile')}
        change={(name) => change({ ...agent, routing_profile: name })}
      />
      <Several
        label={t('languages')}
        hint={t('agents.languagesHint')}
        values={agent.languages}
        options={languages.map((value) => ({ value, label: languageName(value, i18n.language) }))}
        none={t('agents.anyLanguage')}
        error={errorOf('languages')}
        change={(spoken) => change({ ...agent, languages: spoken })}
      />
      <Amount
        label={t('agents.wrapUp')}
        hint={t('agents.wrapUpHint')}
        value={agent.wrap_up_s}
        error={errorOf('wrap_up_s')}
        change={(seconds) => change({ ...agent, wrap_up_s: seconds ?? 0 })}
      />
    </ColumnLayout>
  );
}
