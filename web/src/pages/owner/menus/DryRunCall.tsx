/** A call in virtual time, key by key: nobody's telephone rings, and nothing is saved. */
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { Expectation } from '@/editing/Expectation';
import { useFieldErrors } from '@/editing/expected';
import { Caller, type CallerIs, NOBODY_YET } from '@/pages/owner/menus/Caller';
import { conversationOf } from '@/pages/owner/menus/conversation';
import { Keypad } from '@/pages/owner/menus/Keypad';
import { Transcript } from '@/pages/owner/menus/Transcript';
import { useSession } from '@/session/session';
import type { Setup } from '@/setup/setup';
import { ProblemAlert } from '@/states/ProblemAlert';

type Draft = components['schemas']['DraftBody'];

const AS_SAVED: Draft = {
  agents: null,
  consent: null,
  emergency: null,
  holidays: null,
  hotlines: null,
  languages: null,
  menus: null,
  name: null,
  numbers: null,
  phrases: null,
  queues: null,
  region: null,
  routing_profiles: null,
  schedules: null,
  tiers: null,
  timezone: null,
  vip: null,
};

interface DryRunCallProps {
  setup: Setup;
  /** What is not saved yet; null plays what is. */
  draft: Partial<Draft> | null;
}

export function DryRunCall({ setup, draft }: DryRunCallProps) {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const queries = useQueryClient();
  const [caller, setCaller] = useState<CallerIs>(NOBODY_YET);
  const [keys, setKeys] = useState<readonly string[]>([]);
  const playing = useMutation({
    mutationFn: (pressed: readonly string[]) =>
      answered(
        api.POST('/v1/dry-runs', {
          body: {
            to: caller.to === '' ? null : caller.to,
            from: caller.from === '' ? null : caller.from,
            at: caller.day === '' ? null : `${caller.day}T${caller.time || '10:00'}`,
            agents: caller.isAnybodyFree ? 'all' : 'none',
            keys: pressed.join(','),
            hang_up_after_s: null,
            draft: draft === null ? null : { ...AS_SAVED, ...draft },
          },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['checklist'] }),
  });
  const errors = useFieldErrors(playing.error);
  const run = playing.data;
  const talk = run === undefined ? null : conversationOf(run, keys.length);
  const play = (pressed: readonly string[]) => {
    setKeys(pressed);
    playing.mutate(pressed);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t(draft === null ? 'dryRun.ofSaved' : 'dryRun.ofDraft')}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {talk !== null && (
                <Button
                  onClick={() => {
                    setKeys([]);
                    playing.reset();
                  }}
                >
                  {t('dryRun.hangUp')}
                </Button>
              )}
              <Button iconName="call" loading={playing.isPending} onClick={() => play([])}>
                {t(talk === null ? 'dryRun.call' : 'dryRun.again')}
              </Button>
            </SpaceBetween>
          }
        >
          {t('dryRun.title')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Caller caller={caller} change={setCaller} setup={setup} errors={errors} />
        <ProblemAlert error={playing.error} />
        {run?.problems.map((each) => (
          <Alert key={`${each.path} ${each.expected}`} type="warning">
            {each.path}: <Expectation text={each.expected} />
          </Alert>
        ))}
        {run !== undefined && talk !== null && (
          <SpaceBetween size="m">
            <Transcript talk={talk} run={run} />
            {talk.isAsking && (
              <Keypad
                isBusy={playing.isPending}
                press={(key) => play([...keys, key])}
                takeBack={keys.length === 0 ? null : () => play(keys.slice(0, -1))}
              />
            )}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}
