/** Contacts that are over, and what was recorded of them. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { channelText } from '@/pages/agent/customer/channels';
import type { ContactRecord } from '@/pages/agent/customer/shapes';
import { ContactFilter, type Filter, NO_FILTER } from '@/pages/agent/history/ContactFilter';
import { TimelineDialog } from '@/pages/agent/history/TimelineDialog';
import { useSession } from '@/session/session';
import { duration, startOfDay, useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const PAGE = 25;

export default function ContactsPage() {
  const { t } = useTranslation('desk');
  const { t: common } = useTranslation();
  const moments = useMoments();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [opened, open] = useState<string | null>(null);
  const contacts = useContacts(filter);
  const columns: TableProps.ColumnDefinition<ContactRecord>[] = [
    {
      id: 'at',
      header: t('history.at'),
      isRowHeader: true,
      cell: ({ id, began_at }) => (
        <Button variant="inline-link" onClick={() => open(id)}>
          {began_at === null ? t('history.open') : moments.dateAndTime(began_at)}
        </Button>
      ),
    },
    { id: 'channel', header: t('history.channel'), cell: (each) => channelText(each.channel, t) },
    {
      id: 'who',
      header: t('history.customer'),
      cell: (each) => each.attributes.customer_name || each.customer_number,
    },
    { id: 'queue', header: t('history.queue'), cell: ({ queue }) => queue },
    { id: 'agent', header: t('history.agent'), cell: ({ agent }) => agent },
    {
      id: 'outcome',
      header: t('history.outcome'),
      cell: ({ outcome }) => (outcome === null ? '' : t(`outcome.${outcome}`)),
    },
    {
      id: 'talked',
      header: t('history.talked'),
      cell: ({ talked_s }) => (talked_s === null ? '' : duration(talked_s)),
    },
    {
      id: 'recording',
      header: t('recording.title'),
      cell: ({ has_recording }) => common(has_recording ? 'yes' : 'no'),
    },
  ];
  return (
    <SpaceBetween size="l">
      <Table
        variant="full-page"
        header={
          <Header variant="h1" description={common('zone', { zone: moments.zone })}>
            {t('history.all')}
          </Header>
        }
        filter={<ContactFilter filter={filter} change={setFilter} />}
        items={contacts.data?.pages.flatMap(({ items }) => items) ?? []}
        trackBy="id"
        columnDefinitions={columns}
        loading={contacts.isPending}
        loadingText={common('loading')}
        ariaLabels={{ tableLabel: t('history.all') }}
        empty={
          contacts.error === null ? (
            <Box color="text-body-secondary">{t('history.none')}</Box>
          ) : (
            <ProblemAlert error={contacts.error} retry={() => void contacts.refetch()} />
          )
        }
        footer={
          contacts.hasNextPage && (
            <Box textAlign="center">
              <Button
                loading={contacts.isFetchingNextPage}
                onClick={() => void contacts.fetchNextPage()}
              >
                {common('more')}
              </Button>
            </Box>
          )
        }
      />
      {opened !== null && <TimelineDialog contact={opened} close={() => open(null)} />}
    </SpaceBetween>
  );
}

function useContacts({ channel, outcome, since, until }: Filter) {
  const { api } = useSession();
  return useInfiniteQuery({
    queryKey: ['contacts', channel, outcome, since, until],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/v1/contacts', {
          params: {
            query: {
              limit: PAGE,
              ...(pageParam === null ? {} : { cursor: pageParam }),
              ...(channel === null ? {} : { channel }),
              ...(outcome === null ? {} : { outcome }),
              since: startOfDay(since),
              until: startOfDay(until, 1),
            },
          },
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}
