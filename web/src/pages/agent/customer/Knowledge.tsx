/** What the business knows, found by words. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { type Ref, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Article } from '@/pages/agent/customer/Article';
import { marked } from '@/pages/agent/customer/marked';
import type { Hit } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

const SHOWN = 8;
const SHORTEST = 2;

export function Knowledge({ field }: { field?: Ref<InputProps.Ref> }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const [written, setWritten] = useState('');
  const [opened, open] = useState<string | null>(null);
  const sought = useDeferredValue(written.trim());
  const hits = useQuery({
    queryKey: ['articles', 'search', sought],
    queryFn: () =>
      answered(api.GET('/v1/articles/search', { params: { query: { q: sought, limit: SHOWN } } })),
    enabled: sought.length >= SHORTEST,
    placeholderData: (before) => before,
  });
  return (
    <SpaceBetween size="m">
      <Input
        {...(field === undefined ? {} : { ref: field })}
        type="search"
        value={written}
        ariaLabel={t('knowledge.search')}
        placeholder={t('knowledge.search')}
        onChange={({ detail }) => setWritten(detail.value)}
      />
      {sought.length >= SHORTEST && (
        <Loaded
          query={hits}
          isEmpty={({ items }) => items.length === 0}
          empty={<Box color="text-body-secondary">{t('knowledge.none')}</Box>}
        >
          {({ items }) => (
            <SpaceBetween size="s">
              {items.map((hit) => (
                <OneHit key={hit.article.id} hit={hit} open={() => open(hit.article.id)} />
              ))}
            </SpaceBetween>
          )}
        </Loaded>
      )}
      {opened !== null && <Article id={opened} close={() => open(null)} />}
    </SpaceBetween>
  );
}

function OneHit({ hit, open }: { hit: Hit; open: () => void }) {
  const { snippet } = hit;
  return (
    <div>
      <Button variant="inline-link" onClick={open}>
        {hit.article.title}
      </Button>
      <Box color="text-body-secondary">
        {!snippet.begins && '… '}
        {marked(snippet.text, snippet.marks).map(({ text, at, isMarked }) =>
          isMarked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
        )}
        {!snippet.ends && ' …'}
      </Box>
    </div>
  );
}
