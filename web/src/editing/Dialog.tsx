/** A small form over the page, or a question: one thing is done, or nothing. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  title: string;
  /** What the button says. */
  action: string;
  act: () => void;
  close: () => void;
  isBusy?: boolean;
  isDisabled?: boolean;
  isLarge?: boolean;
  children: ReactNode;
}

export function Dialog({ title, action, act, close, children, ...rest }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      visible
      size={rest.isLarge ? 'large' : 'medium'}
      header={title}
      closeAriaLabel={t('close')}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {t('cancel')}
            </Button>
            <Button
              variant="primary"
              loading={rest.isBusy ?? false}
              disabled={rest.isDisabled ?? false}
              onClick={act}
            >
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
