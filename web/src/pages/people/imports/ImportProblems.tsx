import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { Listing } from '@/pages/people/listing/Listing';
import { usePages } from '@/pages/people/listing/usePages';
import { useSession } from '@/session/session';

/** Which rows were not as expected; the first is the header. */
export function ImportProblems({ id, isOver }: { id: string; isOver: boolean }) {
  const { t } = useTranslation('people');
  const { api } = useSession();
  const problems = usePages(['people', 'imports', id, 'problems', isOver], (cursor) =>
    answered(
      api.GET('/v1/customer-imports/{import_id}/problems', {
        params: { path: { import_id: id }, query: { limit: 200, cursor } },
      }),
    ),
  );
  return (
    <Listing
      rows={problems}
      title={t('imports.problems')}
      variant="h2"
      description={t('imports.problemsHint')}
      idOf={({ path, expected }) => `${path} ${expected}`}
      textOf={({ path, expected }) => `${path} ${expected}`}
      empty={isOver ? t('imports.noProblems') : t('imports.noProblemsYet')}
      columns={[
        { id: 'row', header: t('imports.row'), cell: ({ path }) => path },
        { id: 'expected', header: t('imports.expected'), cell: ({ expected }) => expected },
      ]}
    />
  );
}
