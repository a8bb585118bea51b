/** Call a number, as written at home or in full. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTroubleText } from '@/pages/agent/acting';
import { useFullNumber } from '@/pages/agent/status/fullNumber';
import { useTelephone } from '@/pages/agent/telephone/context';

export function DialOut({ close }: { close: () => void }) {
  const { t } = useTranslation('agent');
  const { t: common } = useTranslation();
  const telephone = useTelephone();
  const troubleText = useTroubleText();
  const fullNumber = useFullNumber();
  const [number, setNumber] = useState('');
  const calling = useMutation({
    mutationFn: async () => telephone.call(await fullNumber(number)),
    onSuccess: close,
  });
  const call = () => {
    if (number.trim() !== '') {
      calling.mutate();
    }
  };
  return (
    <Modal
      visible
      header={t('dial.title')}
      closeAriaLabel={common('close')}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={close}>{common('cancel')}</Button>
            <Button
              variant="primary"
              iconName="call"
              disabled={number.trim() === ''}
              loading={calling.isPending}
              onClick={call}
            >
              {t('dial.call')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <FormField
        label={t('dial.number')}
        description={t('dial.hint')}
        errorText={calling.error === null ? undefined : troubleText(calling.error)}
      >
        <Input
          value={number}
          autoFocus
          inputMode="tel"
          onChange={({ detail }) => setNumber(detail.value)}
          onKeyDown={({ detail }) => detail.key === 'Enter' && call()}
        />
      </FormField>
    </Modal>
  );
}
