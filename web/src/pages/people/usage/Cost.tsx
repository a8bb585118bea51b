import Box from '@cloudscape-design/components/box';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { moneyOf } from '@/pages/people/usage/moneyOf';

/** What Amazon Connect may ask, and by which day's prices. */
export function Cost({ cost }: { cost: components['schemas']['CostView'] }) {
  const { t, i18n } = useTranslation('people');
  return (
    <>
      {moneyOf(cost.amount, cost.currency, i18n.language)}
      <Box color="text-status-inactive" fontSize="body-s">
        {t('usage.pricesOf', { day: cost.prices_of })}
      </Box>
    </>
  );
}
