/** The tiers of customers, and how early their turn comes. */
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { answered, answeredWithVersion } from '@/api/client';
import { Choice, plainOptions } from '@/editing/Choice';
import { EditedForm } from '@/editing/EditedForm';
import { useFieldErrors } from '@/editing/expected';
import { useEdited } from '@/editing/useEdited';
import { useSession } from '@/session/session';
import { SETUP_KEY } from '@/setup/setup';

/** A list while it is written, so that a name may be empty, or twice the same, on the way. */
type Tiers = readonly (readonly [name: string, turn: number])[];

const TURNS = ['1', '2', '3', '4', '5'];

export function TiersForm() {
  const { t } = useTranslation('owner');
  const { api } = useSession();
  const edited = useEdited<Tiers>({
    queryKey: ['tiers'],
    load: async () => {
      const { body, etag } = await answeredWithVersion(api.GET('/v1/tiers'));
      return { body: Object.entries(body.tiers), etag };
    },
    save: async (tiers, etag) => {
      const body = { tiers: Object.fromEntries(tiers.map(([name, turn]) => [name.trim(), turn])) };
      await answered(api.PUT('/v1/tiers', { params: { header: { 'If-Match': etag } }, body }));
      return undefined;
    },
    alsoShownIn: [SETUP_KEY],
  });
  const errors = useFieldErrors(edited.error);
  const facts = (tiers: Tiers) => tiers.map(([label, turn]) => ({ label, text: String(turn) }));
  return (
    <Container
      header={
        <Header variant="h2" description={t('tiers.about')}>
          {t('tiers.title')}
        </Header>
      }
    >
      <EditedForm edited={edited} facts={facts}>
        {(tiers, change) => (
          <SpaceBetween size="s">
            {tiers.length === 0 && <span>{t('tiers.none')}</span>}
            {tiers.map(([name, turn], index) => (
              // The name is what is being written.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <SpaceBetween key={index} direction="horizontal" size="s" alignItems="end">
                <FormField
                  label={t('tiers.name')}
                  errorText={
                    tiers.some(([other], place) => place < index && other.trim() === name.trim())
                      ? t('tiers.twice')
                      : undefined
                  }
                >
                  <Input
                    value={name}
                    onChange={({ detail }) => change(tiers.with(index, [detail.value, turn]))}
                  />
                </FormField>
                <Choice
                  stretch
                  label={t('tiers.turn')}
                  value={String(turn)}
                  options={plainOptions(TURNS)}
                  change={(value) => change(tiers.with(index, [name, Number(value)]))}
                  error={errors(`tiers.${name}`)}
                />
                <Button
                  iconName="remove"
                  variant="icon"
                  ariaLabel={t('tiers.remove', { name })}
                  onClick={() => change(tiers.toSpliced(index, 1))}
                />
              </SpaceBetween>
            ))}
            <Button iconName="add-plus" onClick={() => change([...tiers, ['', 4]])}>
              {t('tiers.add')}
            </Button>
          </SpaceBetween>
        )}
      </EditedForm>
    </Container>
  );
}
