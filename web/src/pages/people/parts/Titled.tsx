/** A page with its name, what can be done on it, and the list that it was reached from. */
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

interface TitledProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  above?: { text: string; href: string };
  children: ReactNode;
}

export function Titled({ title, description, actions, above, children }: TitledProps) {
  const navigate = useNavigate();
  return (
    <SpaceBetween size="l">
      {above !== undefined && (
        <BreadcrumbGroup
          items={[above, { text: title, href: '#' }]}
          onFollow={(event) => {
            event.preventDefault();
            void navigate(event.detail.href);
          }}
        />
      )}
      <Header variant="h1" description={description} actions={actions}>
        {title}
      </Header>
      {children}
    </SpaceBetween>
  );
}
