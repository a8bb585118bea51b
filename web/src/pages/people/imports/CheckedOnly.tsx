import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { type ImportOptions, useImporting } from '@/pages/people/imports/useImporting';
import { ProblemAlert } from '@/states/ProblemAlert';

/** After a check: the same file, imported as it was checked. */
export function CheckedOnly({ id, options }: { id: string; options: ImportOptions }) {
  const { t } = useTranslation('people');
  const importing = useImporting();
  return (
    <SpaceBetween size="s">
      <Alert
        type="info"
        action={
          <Button
            loading={importing.isPending}
            onClick={() => importing.mutate({ options: { ...options, dry_run: false }, file: id })}
          >
            {t('imports.now')}
          </Button>
        }
      >
        {t('imports.checkedOnly')}
      </Alert>
      <ProblemAlert error={importing.error} />
    </SpaceBetween>
  );
}
