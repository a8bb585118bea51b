/** What is known of a customer, in pairs. */
import KeyValuePairs, {
  type KeyValuePairsProps,
} from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import { useTranslation } from 'react-i18next';
import type { Card } from '@/pages/agent/customer/shapes';
import { safeUrl } from '@/shell/links';

export function CardFacts({ card }: { card: Card }) {
  const { t } = useTranslation('desk');
  const { customer, crm } = card;
  const url = crm.url === undefined ? null : safeUrl(crm.url);
  const pairs: KeyValuePairsProps.Item[] = [
    pair(t('tier'), customer.tier),
    pair(t('company'), customer.company),
    pair(t('numbers'), customer.numbers.join(', ')),
    pair(t('email'), customer.email),
    pair(t('spokenLanguage'), customer.language ?? ''),
    pair(t('openOrders'), String(card.open_orders)),
    pair(t('openTickets'), String(card.open_tickets)),
    pair(t('lasting'), customer.notes),
    pair(t('crm.title'), crmText(card, t)),
  ].filter(({ value }) => value !== '');
  return (
    <KeyValuePairs
      columns={3}
      items={
        url === null
          ? pairs
          : [
              ...pairs,
              {
                label: t('crm.page'),
                value: (
                  <Link href={url} external>
                    {t('crm.open')}
                  </Link>
                ),
              },
            ]
      }
    />
  );
}

function pair(label: string, value: string): { label: string; value: string } {
  return { label, value };
}

type Translate = ReturnType<typeof useTranslation<'desk'>>['t'];

/** What the business's own customer system says; nothing where it has none. */
function crmText({ crm }: Card, t: Translate): string {
  if (crm.state === 'none') {
    return '';
  }
  if (crm.state !== 'found') {
    return t(`crm.${crm.state}`);
  }
  const said = [crm.name, crm.tier, crm.note].filter((each) => each).join(' · ');
  return crm.is_stale === true ? `${said} (${t('crm.stale')})` : said || t('crm.found');
}
