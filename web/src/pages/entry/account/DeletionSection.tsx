/** The end of the business: asked for with its id typed once more, and taken back in time. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { ApiProblem } from '@/api/problem';
import { useFieldErrors } from '@/editing/expected';
import { JobProgress } from '@/jobs/JobProgress';
import { useMe } from '@/session/me';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

export function DeletionSection() {
  const { t } = useTranslation('entry');
  const { api } = useSession();
  const me = useMe();
  const queries = useQueryClient();
  const moments = useMoments();
  const [typed, setTyped] = useState('');
  const deletion = useQuery({
    queryKey: ['deletion'],
    queryFn: () =>
      answered(api.GET('/v1/account/deletion')).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) {
          return null;
        }
        throw error;
      }),
  });
  const changed = () => queries.invalidateQueries();
  const asking = useMutation({
    mutationFn: () =>
      answered(api.POST('/v1/account/deletion', { body: { tenant: typed.trim() } })),
    onSuccess: changed,
  });
  const takingBack = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/account/deletion')),
    onSuccess: async () => {
      setTyped('');
      asking.reset();
      await changed();
    },
  });
  const errors = useFieldErrors(asking.error);
  return (
    <ExpandableSection
      variant="container"
      headerText={t('deletion.title')}
      defaultExpanded={false}
      {...(deletion.data == null ? {} : { expanded: true })}
    >
      <Loaded query={deletion}>
        {(underWay) => (
          <SpaceBetween size="m">
            <ProblemAlert error={asking.error ?? takingBack.error} />
            {underWay === null ? (
              <SpaceBetween size="m">
                <Alert type="warning">{t('deletion.about')}</Alert>
                <FormField
                  label={t('deletion.type', { id: me.data?.tenant ?? '' })}
                  errorText={errors('tenant')}
                >
                  <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} />
                </FormField>
                <Button
                  loading={asking.isPending}
                  disabled={typed.trim() !== me.data?.tenant}
                  onClick={() => asking.mutate()}
                >
                  {t('deletion.ask')}
                </Button>
              </SpaceBetween>
            ) : (
              <SpaceBetween size="m">
                <Alert
                  type="error"
                  header={t('deletion.underWay')}
                  action={
                    <Button loading={takingBack.isPending} onClick={() => takingBack.mutate()}>
                      {t('deletion.takeBack')}
                    </Button>
                  }
                >
                  {t('deletion.until', {
                    when: moments.dateAndTime(underWay.taken_back_until),
                    zone: moments.zone,
                  })}
                </Alert>
                <JobProgress job={underWay.job} />
              </SpaceBetween>
            )}
          </SpaceBetween>
        )}
      </Loaded>
    </ExpandableSection>
  );
}
