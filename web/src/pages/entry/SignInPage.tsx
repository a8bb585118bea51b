import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { SignInForm } from '@/session/SignInForm';

export default function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  return (
    <Box padding="xxl">
      <Container header={<Header variant="h1">{t('signIn.button')}</Header>}>
        <SignInForm signedIn={() => void navigate(pathWithin(parameters.get('to')))} />
      </Container>
    </Box>
  );
}

/** Lead on to one of these pages, whatever a link says. */
export function pathWithin(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}
