/** Anything that went wrong, as a sentence, with what can be done about it. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { ProblemSentence } from '@/states/ProblemSentence';

export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  if (error == null) {
    return null;
  }
  return (
    <Alert
      type="error"
      statusIconAriaLabel={t('error')}
      action={retry === undefined ? undefined : <Button onClick={retry}>{t('retry')}</Button>}
    >
      <ProblemSentence error={error} />
    </Alert>
  );
}
