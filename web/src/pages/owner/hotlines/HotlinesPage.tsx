/** Hotlines: windows in which callers go straight to one queue, with a greeting of their own. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { HotlineFields } from '@/pages/owner/hotlines/HotlineFields';
import { useSession } from '@/session/session';
import { SETUP_KEY, useSetup } from '@/setup/setup';
import { DAYS } from '@/setup/slots';
import { Loaded } from '@/states/Loaded';

type Hotlines = components['schemas']['HotlinesShape'];
type Hotline = components['schemas']['HotlineShape'];

export default function HotlinesPage() {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const setup = useSetup();
  const edited = useEdited<Hotlines>({
    queryKey: ['hotlines'],
    load: () => answeredWithVersion(api.GET('/v1/hotlines')),
    save: async (body, etag) => {
      await answered(api.PUT('/v1/hotlines', { params: { header: { 'If-Match': etag } }, body }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const week = ({ week: days }: Hotline) =>
    DAYS.filter((day) => days?.[day] !== undefined)
      .map((day) => `${t(`hours.day.${day}`)} ${days?.[day]?.join(', ') ?? ''}`)
      .join('; ');
  const facts = ({ hotlines }: Hotlines): Fact[] =>
    hotlines.map((each) => ({
      label: each.name,
      text: [
        each.first,
        each.last,
        week(each),
        each.queue,
        each.numbers.join(', '),
        ...Object.values(each.greeting),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('hotlines.about')}>
          {t('hotlines.title')}
        </Header>
      }
    >
      <Loaded query={setup}>
        {(loaded) => (
          <Container>
            <EditedForm edited={edited} facts={facts}>
              {({ hotlines }, change) => (
                <SpaceBetween size="l">
                  {hotlines.length === 0 && <span>{t('hotlines.none')}</span>}
                  {hotlines.map((hotline, index) => (
                    <HotlineFields
                      // The order counts, and the name may be being written.
                      // biome-ignore lint/suspicious/noArrayIndexKey: see above
                      key={index}
                      hotline={hotline}
                      setup={loaded}
                      errors={(path) => errors(`hotlines[${index}]${path}`)}
                      change={(changed) => change({ hotlines: hotlines.with(index, changed) })}
                      remove={() => change({ hotlines: hotlines.toSpliced(index, 1) })}
                    />
                  ))}
                  <Button
                    iconName="add-plus"
                    onClick={() => change({ hotlines: [...hotlines, newHotline()] })}
                  >
                    {t('hotlines.add')}
                  </Button>
                </SpaceBetween>
              )}
            </EditedForm>
          </Container>
        )}
      </Loaded>
    </ContentLayout>
  );
}

function newHotline(): Hotline {
  return { name: '', greeting: {}, queue: '', numbers: [], first: null, last: null, week: {} };
}
