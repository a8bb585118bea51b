/** The participant service by amazon-connect-chatjs, as the chat uses it. */
import 'amazon-connect-chatjs';
import { EVENT } from '../chat/item';
import type { Begun } from './beginning';
import type { Item } from './item';

export interface Heard {
  items(items: readonly Item[]): void;
  typing(name: string): void;
  connected(): void;
  disconnected(): void;
  /** Nobody tries to connect any more. */
  broken(): void;
  ended(): void;
}

/** `over`: there is no such chat any more; `failed`: nothing answered that would say so. */
export type Joined = 'joined' | 'over' | 'failed';

export interface Service {
  connect(): Promise<Joined>;
  /** Hands what has been said so far to `items`. */
  catchUp(): Promise<void>;
  /** Returns the message's id. */
  send(text: string): Promise<string>;
  attach(file: File): Promise<void>;
  download(attachmentId: string): Promise<Blob>;
  typing(): void;
  haveRead(messageId: string): void;
  end(): Promise<void>;
  /** Listens no more; the chat goes on. */
  leave(): void;
}

const PAGE = 100;

export function participantService(begun: Begun, heard: Heard): Service {
  const { ChatSession } = connect;
  ChatSession.setGlobalConfig({
    region: begun.region,
    loggerConfig: { useDefaultLogger: false },
    ...(begun.endpoint === null ? {} : { endpoint: begun.endpoint }),
  });
  const session = ChatSession.create({
    chatDetails: {
      contactId: begun.contact_id,
      participantId: begun.participant_id,
      participantToken: begun.participant_token,
    },
    options: { region: begun.region },
    type: 'CUSTOMER',
    // Amazon's telemetry script would be loaded from outside.
    disableCSM: true,
  });
  listen(session, heard);
  return {
    async connect() {
      try {
        await session.connect();
        return 'joined';
      } catch (error) {
        return isRefused(error) ? 'over' : 'failed';
      }
    },
    async catchUp() {
      let nextToken: string | undefined;
      do {
        const { data } = await session.getTranscript({
          maxResults: PAGE,
          scanDirection: 'BACKWARD',
          sortOrder: 'ASCENDING',
          ...(nextToken === undefined ? {} : { nextToken }),
        });
        heard.items(data?.Transcript ?? []);
        nextToken = data?.NextToken || undefined;
      } while (nextToken !== undefined);
    },
    async send(message) {
      const { data } = await session.sendMessage({ message, contentType: 'text/plain' });
      return data?.Id ?? '';
    },
    async attach(attachment) {
      await session.sendAttachment({ attachment });
    },
    download: (attachmentId) => session.downloadAttachment({ attachmentId }),
    typing() {
      quietly(session.sendEvent({ contentType: `${EVENT}typing` }));
    },
    haveRead(messageId) {
      const content = JSON.stringify({ messageId });
      quietly(session.sendEvent({ contentType: `${EVENT}message.read`, content }));
    },
    leave: () => session.controller.cleanUpOnParticipantDisconnect?.(),
    async end() {
      await session.disconnectParticipant();
    },
  };
}

function listen(session: connect.CustomerChatSession, heard: Heard): void {
  const item = (event: { data: unknown }) => heard.items([event.data as Item]);
  session.onMessage(item);
  session.onReadReceipt(item);
  session.onDeliveredReceipt(item);
  session.onTyping(({ data }) => {
    if (data.ParticipantRole !== 'CUSTOMER') {
      heard.typing(data.DisplayName ?? '');
    }
  });
  session.onConnectionEstablished(() => heard.connected());
  session.onConnectionLost(() => heard.disconnected());
  session.onConnectionBroken(() => heard.broken());
  session.onEnded(() => heard.ended());
}

/** Whether the service has answered, and will answer alike to another try. */
function isRefused(error: unknown): boolean {
  const { statusCode, _debug } = (error ?? {}) as { statusCode?: number; _debug?: unknown };
  return statusCode === undefined
    ? _debug !== undefined && isRefused(_debug)
    : statusCode >= 400 && statusCode < 500 && statusCode !== 429;
}

/** What only decorates the chat may be lost. */
function quietly(sent: Promise<unknown>): void {
  sent.catch(() => undefined);
}
