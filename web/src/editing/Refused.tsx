/** What kept something from being saved; where fields are to blame, each of them. */
import Alert from '@cloudscape-design/components/alert';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { Expectation } from '@/editing/Expectation';
import { ProblemAlert } from '@/states/ProblemAlert';

export function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation('owner');
  if (!(error instanceof ApiProblem) || error.fields.length === 0 || error.detail !== '') {
    return <ProblemAlert error={error} />;
  }
  return (
    <Alert type="error" header={t('refused')}>
      <ul>
        {error.fields.map(({ path, expected }) => (
          <li key={`${path} ${expected}`}>
            <code>{path.replace(/^body\./, '')}</code>: <Expectation text={expected} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
