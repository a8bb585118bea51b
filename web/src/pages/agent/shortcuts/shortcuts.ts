/**
 * What the keyboard does on the agent's page: Alt and a letter, by the place of the key, so that it
 * is the same on every layout and with the signs that Alt makes on some.
 */

export const SHORTCUTS = {
  accept: 'A',
  reject: 'R',
  hold: 'H',
  mute: 'M',
  end: 'E',
  pad: 'P',
  transfer: 'T',
  wrapUp: 'W',
  available: 'V',
  next: 'N',
  knowledge: 'K',
  help: 'L',
} as const;

export type ShortcutName = keyof typeof SHORTCUTS;

const NAMES = new Map<string, ShortcutName>(
  Object.entries(SHORTCUTS).map(([name, letter]) => [`Key${letter}`, name as ShortcutName]),
);

/** Of a keyboard event, what is needed of it. */
export interface Pressed {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
  isTyping: boolean;
}

/** null is that these keys mean nothing here. */
export function shortcutOf(pressed: Pressed): ShortcutName | null {
  const hasOthers = pressed.ctrlKey || pressed.metaKey || pressed.shiftKey;
  if (!pressed.altKey || hasOthers || pressed.repeat || pressed.isTyping) {
    return null;
  }
  return NAMES.get(pressed.code) ?? null;
}

/** Whether what has the focus is being written in: there Alt and a letter may be a sign. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox])'))
  );
}
