/** One thing that was said, written by nobody as anything but text. */
import Avatar from '@cloudscape-design/chat-components/avatar';
import ChatBubble from '@cloudscape-design/chat-components/chat-bubble';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useAct } from '@/pages/agent/acting';
import type { Attachment, Said } from '@/pages/agent/chat/transcript';
import { TelephoneProblem } from '@/pages/agent/telephone/problems';
import { safeUrl } from '@/shell/links';
import { useMoments } from '@/states/moments';

interface BubbleProps {
  said: Said;
  linkOf: (attachment: string) => Promise<string>;
}

export function Bubble({ said, linkOf }: BubbleProps) {
  const { t } = useTranslation('agent');
  const moments = useMoments();
  const at = moments.time(said.at);
  const who = said.author === 'me' ? t('chat.me') : said.name || t(`chat.author.${said.author}`);
  if (said.event !== null) {
    return (
      <Box textAlign="center" color="text-body-secondary">
        {t(`chat.event.${said.event}`, { who })} · {at}
      </Box>
    );
  }
  const isOwn = said.author === 'me' || said.author === 'agent';
  return (
    <ChatBubble
      type={isOwn ? 'outgoing' : 'incoming'}
      ariaLabel={t('chat.said', { who, at })}
      avatar={<Avatar ariaLabel={who} tooltipText={who} initials={initials(who)} />}
    >
      {said.attachments.length === 0 ? (
        <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{said.text}</span>
      ) : (
        said.attachments.map((each) => (
          <AttachmentLink key={each.id} attachment={each} linkOf={linkOf} />
        ))
      )}
      <Box variant="small" color="text-body-secondary" display="block">
        {at}
        {said.author === 'me' && said.receipt !== null && ` · ${t(`chat.receipt.${said.receipt}`)}`}
      </Box>
    </ChatBubble>
  );
}

interface AttachmentLinkProps {
  attachment: Attachment;
  linkOf: (attachment: string) => Promise<string>;
}

function AttachmentLink({ attachment, linkOf }: AttachmentLinkProps) {
  const { t } = useTranslation('agent');
  const act = useAct();
  const open = async () => {
    const url = safeUrl(await linkOf(attachment.id));
    if (url === null) {
      throw new TelephoneProblem('refused');
    }
    window.open(url, '_blank', 'noopener');
  };
  if (attachment.isRejected) {
    return <span>{t('chat.rejected', { name: attachment.name })}</span>;
  }
  return (
    <Button
      variant="inline-link"
      iconName="file"
      disabled={!attachment.isReady}
      onClick={() => void act(open)}
    >
      {attachment.name}
    </Button>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
