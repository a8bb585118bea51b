/** The little that an agent reads before answering. */
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { CardFacts } from '@/pages/agent/customer/CardFacts';
import { LastContacts } from '@/pages/agent/customer/LastContacts';
import { useCard, useLookUp } from '@/pages/agent/customer/useCustomer';
import { customerIdOf } from '@/pages/agent/telephone/legs';
import type { Contact } from '@/pages/agent/telephone/port';
import { Loaded } from '@/states/Loaded';

export function RingCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation('desk');
  const given = customerIdOf(contact);
  const found = useLookUp(given === '' ? contact.number : '');
  const only = found.data?.customers.length === 1 ? found.data.customers[0] : undefined;
  const id = given || only?.id || null;
  const card = useCard(id);
  if (id === null) {
    return (
      <Box color="text-body-secondary">
        {(found.data?.customers ?? []).map(({ name }) => name).join(', ') || t('unknownCaller')}
      </Box>
    );
  }
  return (
    <Loaded query={card}>
      {(known) => (
        <SpaceBetween size="s">
          <SpaceBetween direction="horizontal" size="xs">
            {known.is_vip && <Badge color="green">{t('vip')}</Badge>}
            {known.has_called_lately && <Badge color="blue">{t('calledLately')}</Badge>}
          </SpaceBetween>
          <CardFacts card={known} />
          <LastContacts contacts={known.contacts.slice(0, 3)} />
          {known.notes[0] !== undefined && <Box>{known.notes[0].text}</Box>}
        </SpaceBetween>
      )}
    </Loaded>
  );
}
