import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { monthName } from '@/pages/people/usage/months';
import { useSession } from '@/session/session';

/** Minutes of the last months beside one another. */
export function MonthsChart({ months }: { months: readonly string[] }) {
  const { t, i18n } = useTranslation('people');
  const { api } = useSession();
  const usages = useQueries({
    queries: months.map((month) => ({
      queryKey: ['people', 'usage', month],
      queryFn: () => answered(api.GET('/v1/usage', { params: { query: { month } } })),
    })),
  });
  const points = usages
    .flatMap(({ data }) => (data === undefined ? [] : [data]))
    .map(({ month, minutes }) => ({ x: monthName(month, i18n.language), y: minutes }))
    .reverse();
  return (
    <Container header={<Header variant="h2">{t('usage.byMonth')}</Header>}>
      <BarChart
        series={[
          {
            title: t('usage.minutes'),
            type: 'bar',
            data: points.some(({ y }) => y > 0) ? points : [],
          },
        ]}
        xScaleType="categorical"
        height={220}
        hideFilter
        hideLegend
        yTitle={t('usage.minutes')}
        ariaLabel={t('usage.byMonth')}
        statusType={usages.some(({ isPending }) => isPending) ? 'loading' : 'finished'}
        loadingText={t('listing.loading')}
        empty={<Box textAlign="center">{t('usage.nothing')}</Box>}
      />
    </Container>
  );
}
