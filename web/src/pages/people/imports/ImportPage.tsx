import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import LiveRegion from '@cloudscape-design/components/live-region';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { answered } from '@/api/client';
import { SIGNS } from '@/jobs/JobProgress';
import { askAgain, isOver } from '@/jobs/useJob';
import { useParam } from '@/pages/people/editing/useParam';
import { CheckedOnly } from '@/pages/people/imports/CheckedOnly';
import { ImportProblems } from '@/pages/people/imports/ImportProblems';
import type { Checked } from '@/pages/people/imports/useImporting';
import { Titled } from '@/pages/people/parts/Titled';
import { useSession } from '@/session/session';
import { useGo } from '@/shell/useGo';
import { English } from '@/states/English';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const COUNTED = ['created', 'changed', 'unchanged', 'refused'] as const;

export default function ImportPage() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const queries = useQueryClient();
  const moments = useMoments();
  const go = useGo();
  const id = useParam('id');
  const { checked } = (useLocation().state ?? {}) as Checked;
  const params = { path: { import_id: id } };
  const queryKey = ['people', 'imports', id];
  const job = useQuery({
    queryKey,
    queryFn: () => answered(api.GET('/v1/customer-imports/{import_id}', { params })),
    refetchInterval: askAgain,
  });
  const cancelling = useMutation({
    mutationFn: () => answered(api.POST('/v1/customer-imports/{import_id}/cancel', { params })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <Titled
      title={
        job.data === undefined
          ? t('imports.one')
          : t('imports.of', { at: moments.dateAndTime(job.data.created_at) })
      }
      above={{ text: t('imports.title'), href: '/imports' }}
      actions={<Button {...go('/customers')}>{t('imports.toCustomers')}</Button>}
    >
      <Loaded query={job}>
        {(shown) => (
          <SpaceBetween size="l">
            <Container>
              <SpaceBetween size="m">
                <LiveRegion>
                  <StatusIndicator type={SIGNS[shown.state]}>
                    {t(`jobStates.${shown.state}`)}
                  </StatusIndicator>
                  {shown.reason !== '' && (
                    <Box color="text-status-inactive">
                      <English text={shown.reason} />
                    </Box>
                  )}
                </LiveRegion>
                {!isOver(shown) && (
                  <ProgressBar
                    label={t('imports.progress')}
                    value={shown.total === 0 ? 0 : (shown.done / shown.total) * 100}
                  />
                )}
                <KeyValuePairs
                  columns={4}
                  items={[
                    ...COUNTED.map((what) => ({
                      label: t(`imports.${what}`),
                      value: shown.result[what] ?? '0',
                    })),
                    ...(shown.result.ignored_columns
                      ? [
                          {
                            label: t('imports.ignoredColumns'),
                            value: shown.result.ignored_columns,
                          },
                        ]
                      : []),
                  ]}
                />
                <ProblemAlert error={cancelling.error} />
                {!isOver(shown) && (
                  <Button loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
                    {common('cancel')}
                  </Button>
                )}
              </SpaceBetween>
            </Container>
            {checked !== undefined && isOver(shown) && <CheckedOnly id={id} options={checked} />}
            <ImportProblems id={id} isOver={isOver(shown)} />
          </SpaceBetween>
        )}
      </Loaded>
    </Titled>
  );
}
