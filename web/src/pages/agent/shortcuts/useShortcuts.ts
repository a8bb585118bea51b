import { useEffect, useRef } from 'react';
import { isTyping, type ShortcutName, shortcutOf } from '@/pages/agent/shortcuts/shortcuts';

export type ShortcutActions = Partial<Record<ShortcutName, () => void>>;

/** Runs what is given for a shortcut, as long as the component stands. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { code, altKey, ctrlKey, metaKey, shiftKey, repeat, target } = event;
      const keys = { code, altKey, ctrlKey, metaKey, shiftKey, repeat };
      const name = shortcutOf({ ...keys, isTyping: isTyping(target) });
      const action = name === null ? undefined : latest.current[name];
      if (action !== undefined) {
        event.preventDefault();
        action();
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
