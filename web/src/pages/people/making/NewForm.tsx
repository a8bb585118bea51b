/** Around the fields of something new. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { New } from '@/pages/people/making/useNew';
import { Titled } from '@/pages/people/parts/Titled';
import { useGo } from '@/shell/useGo';
import { ProblemAlert } from '@/states/ProblemAlert';

interface NewFormProps<T> {
  made: New<T>;
  title: string;
  description?: ReactNode;
  above: { text: string; href: string };
  /** Of the button. */
  text: string;
  children: ReactNode;
}

export function NewForm<T>({ made, title, description, above, text, children }: NewFormProps<T>) {
  const { t } = useTranslation();
  const go = useGo();
  return (
    <Titled title={title} description={description} above={above}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          made.save();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" {...go(above.href)}>
                {t('cancel')}
              </Button>
              <Button variant="primary" loading={made.isSaving}>
                {text}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            <ProblemAlert error={made.error} />
            <Container>
              <SpaceBetween size="l">{children}</SpaceBetween>
            </Container>
          </SpaceBetween>
        </Form>
      </form>
    </Titled>
  );
}
