/** Asks before something that cannot be taken back, and names what goes with it. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { components } from '@/api/schema';
import { Dialog } from '@/editing/Dialog';
import type { Handed } from '@/pages/people/listing/FollowedJob';
import { ProblemAlert } from '@/states/ProblemAlert';

interface AskingProps {
  /** What the button says, here and in the question. */
  text: string;
  /** What is asked, with the name of what it is about. */
  question: string;
  /** What goes with it, and what stays. */
  children: ReactNode;
  act: () => Promise<components['schemas']['JobView'] | undefined>;
  shownIn: QueryKey;
  /** Where to go afterwards; without it one stays. */
  then?: string;
  variant?: 'normal' | 'inline-link';
}

export function Asking(props: AskingProps) {
  const { text, question, act, shownIn, then } = props;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const acting = useMutation({
    mutationFn: act,
    onSuccess: (job) => {
      setAsking(false);
      if (then !== undefined) {
        const handed: Handed = job == null ? {} : { job: job.id };
        void navigate(then, { state: handed });
      }
      return queries.invalidateQueries({ queryKey: shownIn });
    },
  });
  const close = () => {
    setAsking(false);
    acting.reset();
  };
  return (
    <>
      <Button
        variant={props.variant ?? 'normal'}
        ariaLabel={`${text}: ${question}`}
        onClick={() => setAsking(true)}
      >
        {text}
      </Button>
      {isAsking && (
        <Dialog
          title={question}
          action={text}
          isBusy={acting.isPending}
          act={() => acting.mutate()}
          close={close}
        >
          <SpaceBetween size="m">
            <Alert type="warning">{props.children}</Alert>
            <ProblemAlert error={acting.error} />
          </SpaceBetween>
        </Dialog>
      )}
    </>
  );
}
