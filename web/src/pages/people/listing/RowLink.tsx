import type { ReactNode } from 'react';
import { PageLink } from '@/shell/PageLink';

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
  return may ? <PageLink to={href}>{children}</PageLink> : children;
}
