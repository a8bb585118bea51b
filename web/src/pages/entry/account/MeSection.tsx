import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useTranslation } from 'react-i18next';
import type { Me } from '@/session/me';

export function MeSection({ me }: { me: Me }) {
  const { t } = useTranslation('entry');
  return (
    <Container header={<Header variant="h2">{t('me.title')}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('yourName'), value: me.name || '–' },
          { label: t('email'), value: me.email || '–' },
          { label: t('me.role'), value: t(`role.${me.role}`) },
          { label: t('me.business'), value: me.tenant },
          { label: t('me.agent'), value: me.agent || '–' },
          { label: t('me.app'), value: t(me.has_mfa ? 'app.isSet' : 'app.isNotSet') },
        ]}
      />
    </Container>
  );
}
