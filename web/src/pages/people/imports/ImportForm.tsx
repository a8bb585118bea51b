import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headersOf } from '@/pages/people/imports/columns';
import { ImportChoices } from '@/pages/people/imports/ImportChoices';
import { RefusedUpload } from '@/pages/people/imports/upload';
import { type ImportOptions, useImporting } from '@/pages/people/imports/useImporting';
import { ProblemAlert } from '@/states/ProblemAlert';

const USUAL: ImportOptions = {
  charset: '',
  delimiter: '',
  mapping: {},
  dry_run: false,
  region: '',
};

/** A list of customers as a spreadsheet saves it: checked only, or imported. */
export function ImportForm() {
  const { t } = useTranslation('people');
  const [files, setFiles] = useState<File[]>([]);
  const [options, setOptions] = useState(USUAL);
  const importing = useImporting();
  const file = files[0];
  const headers = useQuery({
    queryKey: ['people', 'headers', file?.name, file?.size, file?.lastModified, options.charset],
    queryFn: () => (file === undefined ? [] : headersOf(file, options.charset)),
    enabled: file !== undefined,
  });
  const start = (dry_run: boolean) =>
    file !== undefined && importing.mutate({ options: { ...options, dry_run }, file });
  const { error } = importing;
  return (
    <Container header={<Header variant="h2">{t('imports.new')}</Header>}>
      <SpaceBetween size="m">
        <FormField label={t('imports.file')} description={t('imports.fileHint')}>
          <FileUpload
            value={files}
            accept=".csv,text/csv"
            showFileSize
            onChange={({ detail }) => {
              setFiles(detail.value);
              setOptions({ ...options, mapping: {} });
              importing.reset();
            }}
            i18nStrings={{
              uploadButtonText: () => t('imports.choose'),
              dropzoneText: () => t('imports.drop'),
              removeFileAriaLabel: () => t('imports.removeFile'),
              limitShowFewer: t('imports.fewer'),
              limitShowMore: t('imports.more'),
              errorIconAriaLabel: t('error'),
            }}
          />
        </FormField>
        <ExpandableSection headerText={t('imports.choices')}>
          <ImportChoices options={options} headers={headers.data ?? []} change={setOptions} />
        </ExpandableSection>
        {importing.isPending && (
          <ProgressBar value={importing.percent} label={t('imports.uploading')} />
        )}
        {error instanceof RefusedUpload ? (
          <Alert type="error">{t(`imports.upload.${error.why}`)}</Alert>
        ) : (
          <ProblemAlert error={error} />
        )}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button
              disabled={file === undefined || importing.isPending}
              onClick={() => start(true)}
            >
              {t('imports.check')}
            </Button>
            <Button
              variant="primary"
              disabled={file === undefined}
              loading={importing.isPending}
              onClick={() => start(false)}
            >
              {t('imports.start')}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </Container>
  );
}
