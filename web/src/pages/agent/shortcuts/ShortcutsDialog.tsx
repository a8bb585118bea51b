import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS, type ShortcutName } from '@/pages/agent/shortcuts/shortcuts';

export function ShortcutsDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('agent');
  const { t: common } = useTranslation();
  const names = Object.keys(SHORTCUTS) as ShortcutName[];
  return (
    <Modal visible header={t('shortcuts.title')} closeAriaLabel={common('close')} onDismiss={close}>
      <SpaceBetween size="m">
        <Box>{t('shortcuts.text')}</Box>
        <KeyValuePairs
          columns={2}
          items={names.map((name) => ({
            label: t(`shortcuts.${name}`),
            value: (
              <>
                <kbd>Alt</kbd> + <kbd>{SHORTCUTS[name]}</kbd>
              </>
            ),
          }))}
        />
      </SpaceBetween>
    </Modal>
  );
}
