/** The wrap-up codes of a queue, as options in the viewer's language. */
import type { MultiselectProps } from '@cloudscape-design/components/multiselect';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import type { components } from '@/api/schema';
import { useSession } from '@/session/session';

type Code = components['schemas']['WrapUpCodeView'];

/** As many as the API gives at once. */
const ALL = 100;

export function useCodeOptions(queue: string) {
  const { api } = useSession();
  const { i18n } = useTranslation();
  const query = useQuery({
    queryKey: ['wrap-up-codes'],
    queryFn: () => answered(api.GET('/v1/wrap-up-codes', { params: { query: { limit: ALL } } })),
    staleTime: 300_000,
  });
  const codes = query.data?.items ?? [];
  const labelOf = (id: string) =>
    titleOf(
      codes.find((each) => each.id === id),
      i18n.language,
    ) || id;
  const optionOf = (id: string): MultiselectProps.Option => ({ value: id, label: labelOf(id) });
  const fitting = codes.filter((each) => fits(each, queue));
  const groups = [...new Set(fitting.map(({ group }) => group))];
  const options = groups.flatMap((group): MultiselectProps.Options => {
    const own = fitting.filter((each) => each.group === group).map(({ id }) => optionOf(id));
    return group === '' ? own : [{ label: group, options: own }];
  });
  return {
    options,
    optionOf,
    labelOf,
    status: query.isPending ? 'loading' : query.isError ? 'error' : 'finished',
  } as const;
}

function fits(code: Code, queue: string): boolean {
  return code.active && (code.queues.length === 0 || code.queues.includes(queue));
}

function titleOf(code: Code | undefined, language: string): string {
  const title = code?.title ?? {};
  return title[language] ?? title.en ?? Object.values(title)[0] ?? '';
}
