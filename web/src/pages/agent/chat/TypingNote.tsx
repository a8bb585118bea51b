import LoadingBar from '@cloudscape-design/chat-components/loading-bar';
import Box from '@cloudscape-design/components/box';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Says that the customer is typing, until it must be old. */
export function TypingNote({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation('agent');
  const [isTyping, setTyping] = useState(false);
  useEffect(() => {
    const leftMs = untilMs - Date.now();
    setTyping(leftMs > 0);
    const timer = setTimeout(() => setTyping(false), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [untilMs]);
  return (
    <div aria-live="polite">
      {isTyping && (
        <>
          <Box color="text-body-secondary">{t('chat.typing')}</Box>
          <LoadingBar variant="gen-ai" />
        </>
      )}
    </div>
  );
}
