/** One's own sign-in, and the business's account for who runs it. */
import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { AppSection } from '@/pages/entry/account/AppSection';
import { BusinessSection } from '@/pages/entry/account/BusinessSection';
import { DeletionSection } from '@/pages/entry/account/DeletionSection';
import { EmailSection } from '@/pages/entry/account/EmailSection';
import { MeSection } from '@/pages/entry/account/MeSection';
import { PasswordSection } from '@/pages/entry/account/PasswordSection';
import { useMe } from '@/session/me';
import { Loaded } from '@/states/Loaded';

export default function AccountPage() {
  const { t } = useTranslation('entry');
  const me = useMe();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('account.about')}>
          {t('account.title')}
        </Header>
      }
    >
      <Loaded query={me}>
        {(who) => {
          const isBarred = who.needs_mfa && !who.has_mfa;
          const runs = who.role === 'owner' || who.role === 'admin';
          return (
            <SpaceBetween size="l">
              {isBarred && (
                <Alert type="warning" header={t('account.mfaFirst')}>
                  {t('account.mfaFirstText')}
                </Alert>
              )}
              {isBarred && <AppSection me={who} />}
              <MeSection me={who} />
              {!isBarred && (
                <SpaceBetween size="l">
                  <EmailSection />
                  <PasswordSection />
                  <AppSection me={who} />
                  {runs && <BusinessSection isOwner={who.role === 'owner'} />}
                  {who.role === 'owner' && <DeletionSection />}
                </SpaceBetween>
              )}
            </SpaceBetween>
          );
        }}
      </Loaded>
    </ContentLayout>
  );
}
