import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks the browser to let notices of new contacts be shown; gone once it was answered. */
export function NoticeButton() {
  const { t } = useTranslation('agent');
  const [answer, setAnswer] = useState(() =>
    'Notification' in globalThis ? Notification.permission : 'denied',
  );
  return answer === 'default' ? (
    <Button
      iconName="notification"
      onClick={() => void Notification.requestPermission().then(setAnswer)}
    >
      {t('notices')}
    </Button>
  ) : null;
}
