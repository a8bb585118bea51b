/** A link to one of these pages, which is followed without loading them anew. */
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useGo } from '@/shell/useGo';

export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const go = useGo();
  return <Link {...go(to)}>{children}</Link>;
}
