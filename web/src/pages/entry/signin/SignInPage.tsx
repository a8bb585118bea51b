/** Signing in; on a laptop also as one of the people of the samples. */
import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { startAnew } from '@/api/queries';
import { pathWithin } from '@/pages/entry/safeLink';
import { KeyForm } from '@/pages/entry/signin/KeyForm';
import { SamplePeople } from '@/pages/entry/signin/SamplePeople';
import { SignInForm } from '@/session/SignInForm';
import { useWorld } from '@/world';

export default function SignInPage() {
  const { t } = useTranslation('entry');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const world = useWorld();
  const [parameters] = useSearchParams();
  const email = parameters.get('email');
  const signedIn = () => {
    startAnew(queries);
    void navigate(pathWithin(parameters.get('to')), { replace: true });
  };
  const lead = (to: string) => (event: CustomEvent) => {
    event.preventDefault();
    void navigate(to);
  };
  return (
    <ContentLayout header={<Header variant="h1">{t('signIn.title')}</Header>}>
      <ColumnLayout columns={world.phone === null ? 1 : 2}>
        <Container>
          <SpaceBetween size="l">
            <SignInForm {...(email === null ? {} : { email })} signedIn={signedIn} />
            <SpaceBetween size="xs">
              <Link href="/password" onFollow={lead('/password')}>
                {t('signIn.forgot')}
              </Link>
              <Box>
                {t('signIn.nobodyYet')}{' '}
                <Link href="/sign-up" onFollow={lead('/sign-up')}>
                  {t('signIn.signUp')}
                </Link>
              </Box>
            </SpaceBetween>
            <KeyForm signedIn={signedIn} />
          </SpaceBetween>
        </Container>
        {world.phone !== null && <SamplePeople signedIn={signedIn} />}
      </ColumnLayout>
    </ContentLayout>
  );
}
