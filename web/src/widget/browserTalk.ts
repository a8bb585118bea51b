import { begin } from './beginning';
import type { Conversation } from './conversation';
import { keptIn } from './kept';
import type { Place } from './place';
import { participantService } from './service';
import { Talk } from './talk';

interface Seeing {
  changed(chat: Conversation): void;
  isOpen(): boolean;
}

/** A talk of this browser, kept for this tab. */
export function browserTalk({ business, service }: Place, { changed, isOpen }: Seeing): Talk {
  return new Talk({
    begin: (wanted) => begin(service, wanted),
    service: participantService,
    kept: keptIn(sessionStorage, business),
    changed,
    isSeen: () => isOpen() && document.visibilityState === 'visible',
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    now: () => new Date().toISOString(),
  });
}
