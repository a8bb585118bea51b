/** What was said, and the field to answer. */
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import PromptInput from '@cloudscape-design/components/prompt-input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import { Bubble } from '@/pages/agent/chat/Bubble';
import { onceVisible } from '@/pages/agent/chat/onceVisible';
import type { Chat } from '@/pages/agent/chat/port';
import { TypingNote } from '@/pages/agent/chat/TypingNote';
import type { Draft } from '@/pages/agent/draft';

/** What a chat takes at most. */
const LONGEST = 1024;

interface ConversationProps {
  chat: Chat;
  isLive: boolean;
  draft: Draft;
}

export function Conversation({ chat, isLive, draft }: ConversationProps) {
  const { t } = useTranslation('agent');
  const act = useAct();
  const subscribe = useCallback((listener: () => void) => chat.subscribe(listener), [chat]);
  const state = useSyncExternalStore(subscribe, () => chat.state);
  const { text } = draft;
  const list = useRef<HTMLDivElement>(null);
  const last = state.said.at(-1);
  const canWrite = isLive && state.phase !== 'ended';
  useEffect(() => {
    if (last !== undefined && list.current !== null) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [last]);
  useEffect(() => {
    if (last?.author === 'customer' && last.event === null) {
      return onceVisible(() => chat.read(last.id));
    }
  }, [last, chat]);
  const send = async () => {
    const what = text.trim();
    if (what !== '' && (await act(() => chat.send(what)))) {
      draft.sent(text);
    }
  };
  return (
    <SpaceBetween size="s">
      {state.phase === 'broken' && <Alert type="warning">{t('chat.broken')}</Alert>}
      {state.hasEarlier && (
        <Button variant="link" onClick={() => void act(() => chat.earlier())}>
          {t('chat.earlier')}
        </Button>
      )}
      <div
        ref={list}
        role="log"
        aria-label={t('chat.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
        tabIndex={0}
        style={{ maxHeight: '45vh', overflowY: 'auto', paddingBlock: 8 }}
      >
        <SpaceBetween size="s">
          {state.said.map((each) => (
            <Bubble key={each.id} said={each} linkOf={(id) => chat.link(id)} />
          ))}
          {state.said.length === 0 && <Box color="text-body-secondary">{t('chat.nothing')}</Box>}
        </SpaceBetween>
      </div>
      <TypingNote untilMs={state.typingUntilMs} />
      {canWrite ? (
        <PromptInput
          value={text}
          ariaLabel={t('chat.write')}
          placeholder={t('chat.write')}
          actionButtonAriaLabel={t('chat.send')}
          actionButtonIconName="send"
          disableActionButton={text.trim() === ''}
          maxRows={4}
          onChange={({ detail }) => {
            draft.write(detail.value.slice(0, LONGEST));
            chat.typing();
          }}
          onAction={() => void send()}
          secondaryActions={
            <Box padding={{ left: 'xxs', top: 'xs' }}>
              <FileInput
                variant="icon"
                value={[]}
                ariaLabel={t('chat.attach')}
                onChange={({ detail }) => {
                  const [file] = detail.value;
                  if (file !== undefined) {
                    void act(() => chat.attach(file));
                  }
                }}
              >
                {t('chat.attach')}
              </FileInput>
            </Box>
          }
        />
      ) : (
        <Box color="text-body-secondary">{t('chat.over')}</Box>
      )}
    </SpaceBetween>
  );
}
