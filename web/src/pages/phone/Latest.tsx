import { type ReactNode, useEffect, useRef } from 'react';

interface LatestProps {
  label: string;
  /** How many there are: another one scrolls to the end. */
  of: number;
  children: ReactNode;
}

const TALLEST_PX = 260;

/** A log that shows its end, and is read out as it grows. */
export function Latest({ label, of, children }: LatestProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it scrolls when another one came
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [of]);
  return (
    <div
      ref={box}
      role="log"
      aria-live="polite"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: by keyboard it is scrolled
      tabIndex={0}
      style={{ maxBlockSize: TALLEST_PX, overflowY: 'auto' }}
    >
      {children}
    </div>
  );
}
