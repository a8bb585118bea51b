import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useGo } from '@/pages/people/parts/useGo';

/** Leads from a row to its own page; who may not open that reads the text alone. */
export function RowLink({
  href,
  may = true,
  children,
}: {
  href: string;
  may?: boolean;
  children: ReactNode;
}) {
  const go = useGo();
  return may ? <Link {...go(href)}>{children}</Link> : children;
}
