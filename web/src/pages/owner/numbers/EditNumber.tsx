import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import type { components } from '@/api/schema';
import { Choice, plainOptions } from '@/editing/Choice';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import type { Fact } from '@/editing/Version';
import { languageName } from '@/i18n/names';
import { useSession } from '@/session/session';
import { codesOf, SETUP_KEY, type Setup } from '@/setup/setup';

type Num = components['schemas']['NumberView'];

interface EditNumberProps {
  id: string;
  setup: Setup;
  close: () => void;
}

export function EditNumber({ id, setup, close }: EditNumberProps) {
  const { t, i18n } = useTranslation('owner');
  const { api } = useSession();
  const path = { number_id: id };
  const edited = useEdited<Num>({
    queryKey: ['number', id],
    load: () => answeredWithVersion(api.GET('/v1/numbers/{number_id}', { params: { path } })),
    save: ({ language, menu, schedule }, etag) => {
      const params = { path, header: { 'If-Match': etag } };
      return answered(
        api.PUT('/v1/numbers/{number_id}', { params, body: { language, menu, schedule } }),
      );
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = (number: Num): Fact[] => [
    { label: t('numbers.language'), text: languageName(number.language, i18n.language) },
    { label: t('numbers.menu'), text: number.menu },
    { label: t('numbers.schedule'), text: number.schedule },
  ];
  return (
    <Modal
      visible
      header={setup.numbers.find((each) => each.id === id)?.e164 ?? ''}
      onDismiss={() => !edited.isChanged && close()}
    >
      <EditedForm edited={edited} facts={facts}>
        {(number, change) => (
          <SpaceBetween size="m">
            <Choice
              stretch
              label={t('numbers.language')}
              hint={t('numbers.languageAbout')}
              value={number.language}
              options={codesOf(setup).map((value) => ({
                value,
                label: languageName(value, i18n.language),
              }))}
              change={(language) => change({ ...number, language })}
              error={errors('language')}
            />
            <Choice
              stretch
              label={t('numbers.menu')}
              value={number.menu}
              options={plainOptions(setup.menus.map((menu) => menu.id))}
              change={(menu) => change({ ...number, menu })}
              error={errors('menu')}
            />
            <Choice
              stretch
              label={t('numbers.schedule')}
              value={number.schedule}
              options={plainOptions(setup.schedules.map(({ name }) => name))}
              change={(schedule) => change({ ...number, schedule })}
              error={errors('schedule')}
            />
          </SpaceBetween>
        )}
      </EditedForm>
    </Modal>
  );
}
