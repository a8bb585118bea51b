import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { Choice } from '@/editing/Choice';
import { useFieldErrors } from '@/editing/expected';
import { isLanguage, LANGUAGES } from '@/i18n';
import { NewForm } from '@/pages/people/making/NewForm';
import { useNew } from '@/pages/people/making/useNew';
import { AgentChoice } from '@/pages/people/members/AgentChoice';
import { RoleChoice } from '@/pages/people/members/RoleChoice';
import { rolesToGive, takesContacts } from '@/pages/people/members/roles';
import { INVITATIONS } from '@/pages/people/members/useMembers';
import { Line } from '@/pages/people/parts/Line';
import { useSession } from '@/session/session';

export default function InvitePage() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const [given] = useSearchParams();
  const made = useNew<components['schemas']['InvitationBody']>({
    empty: {
      email: '',
      name: given.get('name') ?? '',
      role: rolesToGive(undefined).find((role) => role === given.get('role')) ?? 'agent',
      agent: given.get('agent') ?? '',
      language: isLanguage(i18n.language) ? i18n.language : 'en',
    },
    make: async (body) => {
      const agent = takesContacts(body.role) ? body.agent : '';
      await answered(api.POST('/v1/invitations', { body: { ...body, agent } }));
      return { href: '/members' };
    },
    shownIn: INVITATIONS,
  });
  const errorOf = useFieldErrors(made.error);
  const invitation = made.value;
  return (
    <NewForm
      made={made}
      title={t('members.invite')}
      description={t('members.inviteHint')}
      above={{ text: t('members.title'), href: '/members' }}
      text={t('members.send')}
    >
      <Line
        label={t('email')}
        type="email"
        value={invitation.email}
        error={errorOf('email')}
        change={(email) => made.change({ ...invitation, email })}
      />
      <Line
        label={t('personName')}
        value={invitation.name}
        error={errorOf('name')}
        change={(name) => made.change({ ...invitation, name })}
      />
      <RoleChoice
        role={invitation.role}
        error={errorOf('role')}
        change={(role) => made.change({ ...invitation, role })}
      />
      {takesContacts(invitation.role) && (
        <AgentChoice
          agent={invitation.agent}
          error={errorOf('agent')}
          change={(agent) => made.change({ ...invitation, agent })}
        />
      )}
      <Choice
        label={t('members.mailLanguage')}
        value={invitation.language}
        options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
        error={errorOf('language')}
        change={(language) => isLanguage(language) && made.change({ ...invitation, language })}
      />
    </NewForm>
  );
}
