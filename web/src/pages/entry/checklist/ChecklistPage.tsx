/** What is missing before the number goes live, and where it is put right. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { components } from '@/api/schema';
import { Expectation } from '@/editing/Expectation';
import { pageOf, pageOfCheck } from '@/pages/entry/checklist/pageOf';
import { useChecklist } from '@/pages/entry/checklist/useChecklist';
import { PageLink } from '@/shell/PageLink';
import { English } from '@/states/English';
import { Loaded } from '@/states/Loaded';

type Check = components['schemas']['CheckView'];
type CheckKey = keyof typeof import('@/i18n/locales/en/entry.json')['check'];

const SIGNS: Readonly<Record<Check['state'], StatusIndicatorProps.Type>> = {
  done: 'success',
  missing: 'error',
  waiting: 'pending',
  advice: 'info',
};

export default function ChecklistPage() {
  const { t } = useTranslation('entry');
  const checklist = useChecklist();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('checklist.about')}>
          {t('checklist.title')}
        </Header>
      }
    >
      <Loaded query={checklist}>
        {({ ready, checks }) => (
          <SpaceBetween size="l">
            <Alert type={ready ? 'success' : 'info'}>
              {t(ready ? 'checklist.ready' : 'checklist.notReady')}
            </Alert>
            {checks.map((check) => (
              <CheckItem key={check.key} check={check} />
            ))}
          </SpaceBetween>
        )}
      </Loaded>
    </ContentLayout>
  );
}

function CheckItem({ check }: { check: Check }) {
  const { t, i18n } = useTranslation('entry');
  const navigate = useNavigate();
  const page = check.state === 'done' ? null : pageOfCheck(check.key);
  const isKnown = i18n.exists(`check.${check.key}`, { ns: 'entry' });
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            page !== null && (
              <Button onClick={() => void navigate(page)}>{t('checklist.goThere')}</Button>
            )
          }
        >
          {isKnown ? t(`check.${check.key as CheckKey}`) : <English text={check.text} />}
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <StatusIndicator type={SIGNS[check.state]}>
          {t(`checklist.state.${check.state}`)}
        </StatusIndicator>
        {check.remarks.map(({ path, expected }) => {
          const to = pageOf(path);
          return (
            <Box key={`${path} ${expected}`}>
              {to === null ? path : <PageLink to={to}>{path}</PageLink>}:{' '}
              <Expectation text={expected} />
            </Box>
          );
        })}
      </SpaceBetween>
    </Container>
  );
}
