/** The page of one thing that is edited: its name, its fields, and what else can be done to it. */
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { EditedForm } from '@/editing/EditedForm';
import type { Edited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { Titled } from '@/pages/people/parts/Titled';

interface EditPageProps<T> {
  edited: Edited<T>;
  title: string;
  description?: ReactNode;
  above?: { text: string; href: string };
  /** Of the header: what removes it. */
  actions?: ReactNode;
  /** Of the form, where it is not alone. */
  header?: ReactNode;
  facts: (value: T) => readonly Fact[];
  fields: (value: T, change: (value: T) => void) => ReactNode;
  /** Above the form. */
  first?: ReactNode;
  /** Below the form. */
  children?: ReactNode;
}

export function EditPage<T>({ edited, title, above, actions, ...rest }: EditPageProps<T>) {
  return (
    <Titled
      title={title}
      description={rest.description}
      actions={actions}
      {...(above && { above })}
    >
      {rest.first}
      <Container header={rest.header}>
        <EditedForm edited={edited} facts={rest.facts}>
          {(value, change) => <SpaceBetween size="l">{rest.fields(value, change)}</SpaceBetween>}
        </EditedForm>
      </Container>
      {rest.children}
    </Titled>
  );
}
