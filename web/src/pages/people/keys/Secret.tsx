/** A key or a secret, shown this once. */
import Alert from '@cloudscape-design/components/alert';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';

interface SecretProps {
  title: string;
  secret: string;
  close: () => void;
}

export function Secret({ title, secret, close }: SecretProps) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  return (
    <Alert
      type="success"
      header={title}
      dismissible
      dismissAriaLabel={common('close')}
      onDismiss={close}
    >
      <SpaceBetween size="xs">
        <span>{t('keys.once')}</span>
        <CopyToClipboard
          variant="inline"
          textToCopy={secret}
          copyButtonAriaLabel={t('copy')}
          copySuccessText={t('copied')}
          copyErrorText={t('notCopied')}
        />
      </SpaceBetween>
    </Alert>
  );
}
