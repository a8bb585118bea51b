import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { Asking } from '@/pages/people/asking/Asking';
import { EditPage } from '@/pages/people/editing/EditPage';
import { useParam } from '@/pages/people/editing/useParam';
import { PROFILES, type Profile } from '@/pages/people/parts/references';
import { ProfileFields } from '@/pages/people/profiles/ProfileFields';
import { SHARED, servedText } from '@/pages/people/profiles/profile';
import { useSession } from '@/session/session';

export default function ProfilePage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const name = useParam('name');
  const path = { name };
  const edited = useEdited<Profile>({
    queryKey: [...PROFILES, name],
    load: () => answeredWithVersion(api.GET('/v1/routing-profiles/{name}', { params: { path } })),
    save: ({ name: _, ...body }, etag) =>
      answered(
        api.PUT('/v1/routing-profiles/{name}', {
          params: { path, header: { 'If-Match': etag } },
          body,
        }),
      ),
    alsoShownIn: [PROFILES],
  });
  const errorOf = useFieldErrors(edited.error);
  const facts = (profile: Profile) => [
    {
      label: t('profiles.queues'),
      text: servedText(profile.queues, (channel) => t(`channels.${channel}`)),
    },
    ...SHARED.map((channel) => ({
      label: t('profiles.atOnce', { channel: t(`channels.${channel}`) }),
      text: String(profile.concurrency?.[channel] ?? ''),
    })),
    { label: t('profiles.outbound'), text: profile.outbound_queue || t('profiles.firstQueue') },
  ];
  return (
    <EditPage
      edited={edited}
      title={name}
      above={{ text: t('profiles.title'), href: '/skills' }}
      facts={facts}
      fields={(profile, change) => (
        <ProfileFields profile={profile} change={change} errorOf={errorOf} />
      )}
      actions={
        <Asking
          text={common('delete')}
          question={t('profiles.remove', { name })}
          act={() =>
            answered(
              api.DELETE('/v1/routing-profiles/{name}', {
                params: { path, header: { 'If-Match': edited.query.data?.etag ?? '*' } },
              }),
            )
          }
          shownIn={PROFILES}
          then="/skills"
        >
          {t('profiles.removeText')}
        </Asking>
      }
    />
  );
}
