/** The numbers that callers dial, and what they begin with. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { answered } from '@/api/client';
import { languageName } from '@/i18n/names';
import { JobProgress } from '@/jobs/JobProgress';
import { EditNumber } from '@/pages/owner/numbers/EditNumber';
import { useSession } from '@/session/session';
import { SETUP_KEY, type Setup, useSetup } from '@/setup/setup';
import { Loaded } from '@/states/Loaded';
import { ProblemAlert } from '@/states/ProblemAlert';

export default function NumbersPage() {
  const { t } = useTranslation('owner');
  const setup = useSetup();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('numbers.about')}>
          {t('numbers.title')}
        </Header>
      }
    >
      <Loaded query={setup}>{(loaded) => <Numbers setup={loaded} />}</Loaded>
    </ContentLayout>
  );
}

function Numbers({ setup }: { setup: Setup }) {
  const { t, i18n } = useTranslation('owner');
  const navigate = useNavigate();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <SpaceBetween size="l">
      <Table
        wrapLines
        header={
          <Header variant="h2" counter={`(${setup.numbers.length})`}>
            {t('numbers.list')}
          </Header>
        }
        items={setup.numbers}
        trackBy="id"
        empty={<OrderNumber />}
        columnDefinitions={[
          {
            id: 'number',
            header: t('numbers.number'),
            isRowHeader: true,
            cell: ({ e164 }) => e164,
          },
          {
            id: 'language',
            header: t('numbers.language'),
            cell: ({ language }) => languageName(language, i18n.language),
          },
          {
            id: 'menu',
            header: t('numbers.menu'),
            cell: ({ menu }) => (
              <Link
                href={`/menus?menu=${encodeURIComponent(menu)}`}
                onFollow={(event) => {
                  event.preventDefault();
                  void navigate(`/menus?menu=${encodeURIComponent(menu)}`);
                }}
              >
                {menu}
              </Link>
            ),
          },
          { id: 'hours', header: t('numbers.schedule'), cell: ({ schedule }) => schedule },
          {
            id: 'edit',
            header: t('actions'),
            cell: ({ id, e164 }) => (
              <Button
                variant="icon"
                iconName="edit"
                ariaLabel={t('numbers.edit', { number: e164 })}
                onClick={() => setOpen(id)}
              />
            ),
          },
        ]}
      />
      <Alert type="info">{t('numbers.more')}</Alert>
      {open !== null && (
        <EditNumber key={open} id={open} setup={setup} close={() => setOpen(null)} />
      )}
    </SpaceBetween>
  );
}

/** The first number is ordered here; further ones are the operator's to give. */
function OrderNumber() {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const ordering = useMutation({
    mutationFn: () => answered(api.POST('/v1/numbers')),
    onSuccess: () => queries.invalidateQueries({ queryKey: SETUP_KEY }),
  });
  return (
    <SpaceBetween size="m">
      <span>{t('numbers.none')}</span>
      <ProblemAlert error={ordering.error} />
      <Button loading={ordering.isPending} onClick={() => ordering.mutate()}>
        {t('numbers.order')}
      </Button>
      {ordering.data !== undefined && <JobProgress job={ordering.data.id} />}
    </SpaceBetween>
  );
}
