import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { FIELDS } from '@/pages/people/imports/columns';
import { placeOf } from '@/pages/people/imports/place';
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
  const fieldName = (path: string) => {
    const { field } = placeOf(path);
    const known = FIELDS.find((each) => each === field);
    return known === undefined ? field || '–' : t(`importFields.${known}`);
  };
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
        { id: 'row', header: t('imports.row'), cell: ({ path }) => placeOf(path).row ?? '–' },
        { id: 'field', header: t('imports.field'), cell: ({ path }) => fieldName(path) },
        { id: 'expected', header: t('imports.expected'), cell: ({ expected }) => expected },
      ]}
    />
  );
}
