/** An order line by line; it begins as a draft. */
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { minorOf, moneyText } from '@/i18n/money';
import { useClosing } from '@/pages/agent/customer/closing';
import { currencyOf } from '@/pages/agent/customer/currencies';
import { useTenant } from '@/session/me';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface NewOrderProps {
  customer: string;
  contact: string;
  /** Of the orders before; empty is that there are none. */
  currency: string;
  made: () => void;
  close: () => void;
}

interface Line {
  key: number;
  title: string;
  quantity: string;
  price: string;
}

const FIRST: Line = { key: 0, title: '', quantity: '1', price: '' };

function isWritten({ title, quantity, price }: Line): boolean {
  return title !== FIRST.title || quantity !== FIRST.quantity || price !== FIRST.price;
}

export function NewOrder({ customer, contact, currency: used, made, close }: NewOrderProps) {
  const { t, i18n } = useTranslation('desk');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const tenant = useTenant();
  const [written, setCurrency] = useState<string | null>(null);
  const [lines, setLines] = useState<readonly Line[]>([FIRST]);
  const [note, setNote] = useState('');
  const currency = written ?? (used || currencyOf(tenant.data?.region ?? ''));
  const whole = lines.map((line) => ({
    title: line.title.trim(),
    quantity: /^\d+$/.test(line.quantity) ? Number(line.quantity) : 0,
    unit_price_minor: minorOf(line.price, currency),
  }));
  const good = whole.flatMap(({ unit_price_minor, ...line }) =>
    unit_price_minor === null || line.title === '' || line.quantity < 1
      ? []
      : [{ ...line, unit_price_minor, sku: '' }],
  );
  const total = good.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0);
  const making = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/orders', {
          body: {
            customer_id: customer,
            contact_id: contact,
            currency,
            lines: good,
            note,
            reference: '',
            ship_to: '',
            tracking: '',
          },
        }),
      ),
    onSuccess: () => {
      made();
      close();
    },
  });
  const edit = (at: number, change: Partial<Line>) =>
    setLines(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  const cancel = useClosing(
    lines.length > 1 || lines.some(isWritten) || note !== '' || written !== null,
    close,
  );
  return (
    <Modal
      visible
      size="large"
      header={t('order.new')}
      closeAriaLabel={common('close')}
      onDismiss={cancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Box>{t('order.totalOf', { total: moneyText(total, currency, i18n.language) })}</Box>
            <Button onClick={cancel}>{common('cancel')}</Button>
            <Button
              variant="primary"
              disabled={good.length === 0 || good.length < lines.length}
              loading={making.isPending}
              onClick={() => making.mutate()}
            >
              {common('save')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ProblemAlert error={making.error} />
        <AttributeEditor
          items={lines}
          definition={[
            {
              label: t('order.what'),
              control: ({ title }: Line, at) => (
                <Input value={title} onChange={({ detail }) => edit(at, { title: detail.value })} />
              ),
            },
            {
              label: t('order.quantity'),
              control: ({ quantity }: Line, at) => (
                <Input
                  value={quantity}
                  inputMode="numeric"
                  onChange={({ detail }) => edit(at, { quantity: detail.value })}
                />
              ),
            },
            {
              label: t('order.price', { currency }),
              control: ({ price }: Line, at) => (
                <Input
                  value={price}
                  inputMode="decimal"
                  onChange={({ detail }) => edit(at, { price: detail.value })}
                />
              ),
            },
          ]}
          addButtonText={t('order.addLine')}
          removeButtonText={common('delete')}
          empty={t('order.noLines')}
          onAddButtonClick={() =>
            setLines([...lines, { ...FIRST, key: (lines.at(-1)?.key ?? 0) + 1 }])
          }
          onRemoveButtonClick={({ detail }) =>
            setLines(lines.filter((_, at) => at !== detail.itemIndex))
          }
        />
        <FormField label={t('order.currency')}>
          <Input
            value={currency}
            onChange={({ detail }) => setCurrency(detail.value.toUpperCase().slice(0, 3))}
          />
        </FormField>
        <FormField label={t('order.note')}>
          <Input value={note} onChange={({ detail }) => setNote(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
