/** Somebody else was quicker (412): both versions beside one another, and the choice. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConflictProps {
  mine: ReactNode;
  theirs: ReactNode;
  keepMine: () => void;
  takeTheirs: () => void;
}

export function Conflict({ mine, theirs, keepMine, takeTheirs }: ConflictProps) {
  const { t } = useTranslation();
  return (
    <Modal
      visible
      size="large"
      header={t('conflict.title')}
      closeAriaLabel={t('close')}
      onDismiss={takeTheirs}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={takeTheirs}>{t('conflict.takeTheirs')}</Button>
            <Button variant="primary" onClick={keepMine}>
              {t('conflict.keepMine')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <span>{t('conflict.text')}</span>
        <ColumnLayout columns={2} borders="vertical">
          <div>
            <Box variant="h3">{t('conflict.mine')}</Box>
            {mine}
          </div>
          <div>
            <Box variant="h3">{t('conflict.theirs')}</Box>
            {theirs}
          </div>
        </ColumnLayout>
      </SpaceBetween>
    </Modal>
  );
}
