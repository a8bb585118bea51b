import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Choice } from '@/editing/Choice';
import { Titled } from '@/pages/people/parts/Titled';
import { Cost } from '@/pages/people/usage/Cost';
import { MonthsChart } from '@/pages/people/usage/MonthsChart';
import { monthName, monthsBack } from '@/pages/people/usage/months';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';

const HAVE = ['numbers', 'queues', 'agents', 'members', 'api_keys', 'requests_per_minute'] as const;

export default function UsagePage() {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const [months] = useState(() => monthsBack(new Date(), 12));
  const [month, setMonth] = useState(months[0] ?? '');
  const usage = useQuery({
    queryKey: ['people', 'usage', month],
    queryFn: () => answered(api.GET('/v1/usage', { params: { query: { month } } })),
  });
  const count = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Titled title={t('usage.title')} description={t('usage.intro')}>
      <Choice
        label={t('usage.month')}
        value={month}
        options={months.map((value) => ({ value, label: monthName(value, i18n.language) }))}
        change={setMonth}
      />
      <Loaded query={usage}>
        {(shown) => (
          <SpaceBetween size="l">
            {!shown.counted_all && <Alert type="info">{t('usage.notAll')}</Alert>}
            <Container header={<Header variant="h2">{t('usage.calls')}</Header>}>
              <KeyValuePairs
                columns={3}
                items={[
                  { label: t('usage.contacts'), value: count(shown.contacts) },
                  { label: t('usage.minutes'), value: count(shown.minutes) },
                  {
                    label: t('usage.cost'),
                    value: <Cost cost={shown.estimated_cost} />,
                  },
                ]}
              />
            </Container>
            <Container header={<Header variant="h2">{t('usage.have')}</Header>}>
              <KeyValuePairs
                columns={3}
                items={HAVE.map((what) => ({
                  label: t(`usage.${what}`),
                  value: count(shown[what]),
                }))}
              />
            </Container>
          </SpaceBetween>
        )}
      </Loaded>
      <MonthsChart months={months.slice(0, 4)} />
    </Titled>
  );
}
