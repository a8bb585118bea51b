/** An agent's own figures of today. */
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answered } from '@/api/client';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { duration } from '@/states/moments';

const ANEW_MS = 60_000;

export function Figures() {
  const { t } = useTranslation('agent');
  const { api } = useSession();
  const figures = useQuery({
    queryKey: ['own-figures'],
    queryFn: () => answered(api.GET('/v1/me/figures')),
    refetchInterval: ANEW_MS,
  });
  return (
    <ExpandableSection headerText={t('figures.title')} headingTagOverride="h2">
      <Loaded query={figures}>
        {({ total, timezone }) => (
          <KeyValuePairs
            columns={4}
            items={[
              { label: t('figures.contacts'), value: String(total.contacts) },
              { label: t('figures.handle'), value: shown(total.handle_s) },
              { label: t('figures.talk'), value: shown(total.talk_s) },
              { label: t('figures.hold'), value: shown(total.hold_s) },
              { label: t('figures.wrapUp'), value: shown(total.wrap_up_s) },
              { label: t('figures.transferred'), value: String(total.transferred) },
              { label: t('figures.zone'), value: timezone },
            ]}
          />
        )}
      </Loaded>
    </ExpandableSection>
  );
}

function shown(seconds: number | null): string {
  return seconds === null ? '–' : duration(seconds);
}
