import Flashbar from '@cloudscape-design/components/flashbar';
import { useTranslation } from 'react-i18next';
import type { Phone } from '@/pages/phone/phone';

const KNOWN = ['busy', 'nobody_there', 'bad_number'] as const;

/** That the centre is not there, and what it has refused. */
export function Refusals({ phone, dismiss }: { phone: Phone; dismiss: () => void }) {
  const { t } = useTranslation('phone');
  const { t: common } = useTranslation();
  const items = [];
  if (phone.connection !== 'open') {
    items.push({
      id: 'connection',
      type: phone.connection === 'lost' ? ('warning' as const) : ('in-progress' as const),
      content: t(`connection.${phone.connection}`),
    });
  }
  if (phone.refusal !== null) {
    const code = KNOWN.find((each) => each === phone.refusal?.code) ?? 'other';
    items.push({
      id: 'refusal',
      type: 'error' as const,
      header: t('refused.label'),
      content: t(`refused.${code}`, { text: phone.refusal.text }),
      dismissible: true,
      dismissLabel: common('close'),
      onDismiss: dismiss,
    });
  }
  return <Flashbar items={items} />;
}
