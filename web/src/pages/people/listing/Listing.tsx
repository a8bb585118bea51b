/** A list of things: paged, filtered, and saying what to do next where it is empty. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header, { type HeaderProps } from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shown } from '@/pages/people/listing/shown';
import type { Rows } from '@/pages/people/listing/usePages';
import { ProblemAlert } from '@/states/ProblemAlert';

export interface Column<T> {
  id: string;
  header: string;
  cell: (item: T) => ReactNode;
  /** Pixels; what would break over many lines gets some. */
  minWidth?: number;
}

interface ListingProps<T> {
  rows: Rows<T>;
  title: string;
  variant?: HeaderProps.Variant;
  description?: ReactNode;
  actions?: ReactNode;
  columns: readonly Column<T>[];
  idOf: (item: T) => string;
  /** What the filter looks at. */
  textOf: (item: T) => string;
  /** Where the API does the finding: it is told what is looked for, and answers with the rows. */
  search?: { text: string; change: (text: string) => void; placeholder: string };
  /** Beside the filter. */
  tools?: ReactNode;
  /** Said where there is nothing at all, with the next step. */
  empty: string;
  next?: ReactNode;
}

export function Listing<T>(props: ListingProps<T>) {
  const { rows, title, idOf, textOf, search } = props;
  const { t } = useTranslation('people');
  const [filter, setFilter] = useState('');
  const [wantedPage, setPage] = useState(1);
  const { hasMore, isFetchingMore, more, error } = rows;
  const text = search?.text ?? filter;
  const view = shown(rows.items, {
    text: search === undefined ? filter : '',
    textOf,
    page: wantedPage,
    hasMore,
  });
  useEffect(() => {
    // What has failed is tried again by hand.
    if (view.lacks && !isFetchingMore && error === null) {
      more();
    }
  }, [view.lacks, isFetchingMore, more, error]);

  const find = (wanted: string) => {
    setPage(1);
    (search?.change ?? setFilter)(wanted);
  };
  const count = `(${view.found}${hasMore ? '+' : ''})`;
  return (
    <SpaceBetween size="s">
      <ProblemAlert error={rows.error} retry={rows.again} />
      <Table
        variant="container"
        wrapLines
        items={view.rows}
        trackBy={idOf}
        loading={rows.isPending && rows.error === null}
        loadingText={t('listing.loading')}
        columnDefinitions={props.columns.map((column) => ({
          ...column,
          isRowHeader: column === props.columns[0],
        }))}
        header={
          <Header
            variant={props.variant ?? 'h1'}
            counter={rows.isPending ? '' : count}
            description={props.description}
            actions={props.actions}
          >
            {title}
          </Header>
        }
        filter={
          <SpaceBetween size="xs">
            <TextFilter
              filteringText={text}
              filteringPlaceholder={search?.placeholder ?? t('listing.filter')}
              filteringAriaLabel={search?.placeholder ?? t('listing.filter')}
              countText={text === '' ? '' : t('listing.found', { count: view.found })}
              onChange={({ detail }) => find(detail.filteringText)}
            />
            {props.tools}
          </SpaceBetween>
        }
        pagination={
          view.pages > 1 || hasMore ? (
            <Pagination
              currentPageIndex={view.page}
              pagesCount={view.pages}
              openEnd={hasMore}
              disabled={isFetchingMore}
              ariaLabels={{
                nextPageLabel: t('listing.nextPage'),
                previousPageLabel: t('listing.previousPage'),
                pageLabel: (page) => t('listing.page', { page }),
              }}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
            />
          ) : undefined
        }
        ariaLabels={{ tableLabel: title }}
        empty={<Nothing text={text} find={find} {...props} />}
      />
    </SpaceBetween>
  );
}

/** Why there is no row, and what to do about it. */
function Nothing<T>({
  text,
  find,
  rows,
  empty,
  next,
}: ListingProps<T> & { text: string; find: (text: string) => void }) {
  const { t } = useTranslation('people');
  if (rows.isFetchingMore) {
    return t('listing.loading');
  }
  if (rows.error !== null) {
    return null;
  }
  return text === '' ? (
    <Empty text={empty} next={next} />
  ) : (
    <Empty
      text={t('listing.noMatch')}
      next={<Button onClick={() => find('')}>{t('listing.clear')}</Button>}
    />
  );
}

function Empty({ text, next }: { text: string; next: ReactNode }) {
  return (
    <Box textAlign="center" padding="m">
      <SpaceBetween size="s">
        <Box color="text-status-inactive">{text}</Box>
        {next}
      </SpaceBetween>
    </Box>
  );
}
