/** The phone of this tab: its line, its voice, and what has happened. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { browserLine } from '@/pages/phone/browserLine';
import type { Line } from '@/pages/phone/line';
import { type Happened, isOfVoice, NEW_PHONE, type Phone, reduce } from '@/pages/phone/phone';
import type { Asked } from '@/pages/phone/protocol';
import { AudioLine } from '../../../../santral/local/connect/ccp/page/audio.js';

/** A code is why nobody hears this phone, or it hears nobody. */
export type Voice = 'off' | 'starting' | 'on' | 'muted' | { code: string };

export interface PhoneInHand {
  phone: Phone;
  voice: Voice;
  lend(number: string): void;
  call(from: string | null, to: string): void;
  answer(): void;
  /** Try again to be heard. */
  speak(): void;
  send(asked: Asked): void;
  mute(on: boolean): void;
  dismiss(): void;
}

/** So long a call waits for a voice: somebody may leave the browser's question unanswered. */
const VOICE_MS = 3000;

export function usePhone(socketUrl: string): PhoneInHand {
  const [phone, tell] = useReducer(
    (before: Phone, happened: Happened) => reduce(before, happened, Date.now()),
    NEW_PHONE,
  );
  const [voice, setVoice] = useState<Voice>('off');
  const line = useRef<Line | null>(null);
  const audio = useRef<AudioLine | null>(null);

  const silence = useCallback(() => {
    const before = audio.current;
    audio.current = null;
    before?.talk(false);
  }, []);

  const speak = useCallback((): Promise<void> => {
    silence();
    setVoice('starting');
    const started: AudioLine = new AudioLine({
      send: (sdp) => line.current?.send({ type: 'audio', sdp }),
      trouble(code) {
        if (audio.current === started) {
          const well = (before: Voice) => (before === 'muted' ? before : 'on');
          setVoice(code === null ? well : { code });
        }
      },
    });
    audio.current = started;
    started.talk(true);
    return started.ready();
  }, [silence]);

  useEffect(() => {
    const opened = browserLine(socketUrl, (what) => {
      if (what.type === 'audio') {
        audio.current?.receive({ sdp: what.sdp });
      } else if (what.type === 'error' && isOfVoice(what.code)) {
        audio.current?.receive({ error: what.code });
      }
      tell(what);
    });
    line.current = opened;
    opened.open();
    return () => {
      opened.close();
      silence();
    };
  }, [socketUrl, silence]);

  const idle = phone.line.state === 'idle';
  useEffect(() => {
    if (idle) {
      silence();
      setVoice((before) => (typeof before === 'object' ? before : 'off'));
    }
  }, [idle, silence]);

  const send = useCallback((asked: Asked) => void line.current?.send(asked), []);
  /** What is called with a voice is heard from its first word. */
  const withVoice = (asked: Asked) => {
    const late = new Promise((resolve) => setTimeout(resolve, VOICE_MS));
    void Promise.race([speak(), late]).then(() => send(asked));
  };
  const lend = (number: string) => send({ type: 'lend', number });
  return {
    phone,
    voice,
    lend,
    send,
    call(from, to) {
      if (from !== null) {
        lend(from);
      }
      withVoice({ type: 'call', from, to });
    },
    answer() {
      send({ type: 'answer' });
      void speak();
    },
    speak: () => void speak(),
    mute(on) {
      audio.current?.mute(on);
      setVoice(on ? 'muted' : 'on');
    },
    dismiss: () => tell({ type: 'dismissed' }),
  };
}
