import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Dialog } from '@/editing/Dialog';
import { useClosing } from '@/pages/agent/customer/closing';
import type { Priority } from '@/pages/agent/customer/shapes';
import { useSession } from '@/session/session';
import { ProblemAlert } from '@/states/ProblemAlert';

interface NewTicketProps {
  customer: string;
  contact: string;
  made: () => void;
  close: () => void;
}

const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

export function NewTicket({ customer, contact, made, close }: NewTicketProps) {
  const { t } = useTranslation('desk');
  const { t: common } = useTranslation();
  const { api } = useSession();
  const [subject, setSubject] = useState('');
  const [description, setDescription] = useState('');
  const [priority, setPriority] = useState<Priority>('normal');
  const making = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/tickets', {
          body: {
            customer_id: customer,
            contact_id: contact,
            subject,
            description,
            priority,
            assignee: '',
            due_at: null,
            order_id: '',
            queue: '',
            tags: [],
          },
        }),
      ),
    onSuccess: () => {
      made();
      close();
    },
  });
  const cancel = useClosing(subject !== '' || description !== '', close);
  return (
    <Dialog
      title={t('ticket.new')}
      action={common('save')}
      isBusy={making.isPending}
      isDisabled={subject.trim() === ''}
      act={() => making.mutate()}
      close={cancel}
    >
      <SpaceBetween size="m">
        <ProblemAlert error={making.error} />
        <FormField label={t('ticket.subject')}>
          <Input value={subject} autoFocus onChange={({ detail }) => setSubject(detail.value)} />
        </FormField>
        <FormField label={t('ticket.priority')}>
          <SegmentedControl
            selectedId={priority}
            label={t('ticket.priority')}
            options={PRIORITIES.map((id) => ({ id, text: t(`priority.${id}`) }))}
            onChange={({ detail }) => setPriority(detail.selectedId as Priority)}
          />
        </FormField>
        <FormField label={t('ticket.description')}>
          <Textarea
            value={description}
            rows={4}
            onChange={({ detail }) => setDescription(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Dialog>
  );
}
