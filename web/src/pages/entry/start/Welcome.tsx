/** For who is not signed in: the two ways in. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

export function Welcome() {
  const { t } = useTranslation('entry');
  const navigate = useNavigate();
  return (
    <Container>
      <SpaceBetween size="m">
        <span>{t('start.welcome')}</span>
        <SpaceBetween direction="horizontal" size="s">
          <Button variant="primary" onClick={() => void navigate('/sign-in')}>
            {t('signIn.title')}
          </Button>
          <Button onClick={() => void navigate('/sign-up')}>{t('signIn.signUp')}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
