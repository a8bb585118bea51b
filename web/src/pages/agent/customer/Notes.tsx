/** Notes to a customer, the newest first, and a new one. */
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { useMoments } from '@/states/moments';
import { ProblemAlert } from '@/states/ProblemAlert';

const SHOWN = 25;

export function Notes({ customer }: { customer: string }) {
  const { t } = useTranslation('desk');
  const { api } = useSession();
  const queries = useQueryClient();
  const moments = useMoments();
  const [text, setText] = useState('');
  const path = { about: 'customer' as const, about_id: customer };
  const notes = useQuery({
    queryKey: ['notes', customer],
    queryFn: () =>
      answered(
        api.GET('/v1/notes/{about}/{about_id}', { params: { path, query: { limit: SHOWN } } }),
      ),
  });
  const adding = useMutation({
    mutationFn: () =>
      answered(api.POST('/v1/notes/{about}/{about_id}', { params: { path }, body: { text } })),
    onSuccess: () => {
      setText('');
      void queries.invalidateQueries({ queryKey: ['notes', customer] });
      void queries.invalidateQueries({ queryKey: ['card', customer] });
    },
  });
  return (
    <SpaceBetween size="m">
      <ProblemAlert error={adding.error} />
      <FormField label={t('notes.new')}>
        <Textarea value={text} rows={2} onChange={({ detail }) => setText(detail.value)} />
      </FormField>
      <Button
        disabled={text.trim() === ''}
        loading={adding.isPending}
        onClick={() => adding.mutate()}
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
