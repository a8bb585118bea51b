/** Nobody by this number, or several: choose one, find one, or make one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { NewCustomer } from '@/pages/agent/customer/NewCustomer';
import type { Customer } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface UnknownProps {
  number: string;
  candidates: readonly Customer[];
  choose: (customer: string) => void;
}

const SHOWN = 8;
const SHORTEST = 2;

export function Unknown({ number, candidates, choose }: UnknownProps) {
  const { t } = useTranslation('desk');
  const [isNew, openNew] = useState(false);
  const [written, setWritten] = useState('');
  const sought = useDeferredValue(written.trim());
  const found = useFound(sought);
  const shown = sought.length < SHORTEST ? candidates : (found.data?.items ?? []);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={number}
          actions={<Button onClick={() => openNew(true)}>{t('newCustomer.button')}</Button>}
        >
          {t(titleOf(number, candidates.length))}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Input
          type="search"
          value={written}
          ariaLabel={t('find')}
          placeholder={t('find')}
          onChange={({ detail }) => setWritten(detail.value)}
        />
        <ProblemAlert error={found.error} />
        {shown.map((each) => (
          <Button key={each.id} variant="inline-link" onClick={() => choose(each.id)}>
            {[each.name, each.company, each.numbers[0]].filter((part) => part).join(' · ')}
          </Button>
        ))}
        {sought.length >= SHORTEST && found.data?.items.length === 0 && (
          <Box color="text-body-secondary">{t('foundNobody')}</Box>
        )}
      </SpaceBetween>
      {isNew && <NewCustomer number={number} made={choose} close={() => openNew(false)} />}
    </Container>
  );
}

/** One candidate alone is offered only where it was said not to be the one. */
function titleOf(number: string, candidates: number) {
  if (number === '' || candidates === 1) {
    return 'find';
  }
  return candidates === 0 ? 'unknownCaller' : 'several';
}

function useFound(sought: string) {
  const { api } = useSession();
  return useQuery({
    queryKey: ['customers', 'find', sought],
    queryFn: () =>
      answered(api.GET('/v1/customers', { params: { query: { q: sought, limit: SHOWN } } })),
    enabled: sought.length >= SHORTEST,
  });
}
