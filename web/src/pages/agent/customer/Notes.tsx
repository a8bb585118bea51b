/** Notes to a customer, the newest first, and a new one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { Draft } from '@/pages/agent/draft';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const SHOWN = 25;

export function Notes({ customer, draft }: { customer: string; draft: Draft }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const queries = useQueryClient();
  const moments = useMoments();
  const { text } = draft;
  const path = { about: 'customer' as const, about_id: customer };
  const notes = useQuery({
    queryKey: ['notes', customer],
    queryFn: () =>
      answered(
        api.GET('/v1/notes/{about}/{about_id}', { params: { path, query: { limit: SHOWN } } }),
      ),
  });
  const adding = useMutation({
    mutationFn: (written: string) =>
      answered(
        api.POST('/v1/notes/{about}/{about_id}', { params: { path }, body: { text: written } }),
      ),
    onSuccess: (_, written) => {
      draft.sent(written);
      void queries.invalidateQueries({ queryKey: ['notes', customer] });
      void queries.invalidateQueries({ queryKey: ['card', customer] });
    },
  });
  return (
    <SpaceBetween size="m">
      <ProblemAlert error={adding.error} />
      <FormField label={t('notes.new')}>
        <Textarea value={text} rows={2} onChange={({ detail }) => draft.write(detail.value)} />
      </FormField>
      <Button
        disabled={text.trim() === ''}
        loading={adding.isPending}
        onClick={() => adding.mutate(text)}
      >
        {t('notes.add')}
      </Button>
      <Loaded
        query={notes}
        isEmpty={({ items }) => items.length === 0}
        empty={<Box color="text-body-secondary">{t('notes.none')}</Box>}
      >
        {({ items }) => (
          <SpaceBetween size="s">
            {items.map((note) => (
              <div key={note.id}>
                <Box variant="small" color="text-body-secondary">
                  {moments.dateAndTime(note.created_at)}
                </Box>
                <div style={{ whiteSpace: 'pre-wrap' }}>{note.text}</div>
              </div>
            ))}
          </SpaceBetween>
        )}
      </Loaded>
    </SpaceBetween>
  );
}
