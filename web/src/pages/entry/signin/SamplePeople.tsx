import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listPeople, type SamplePerson, signInAs } from '@/pages/entry/signin/samplePeople';
import { useSession } from '@/session/session';
import { Loaded } from '@/states/Loaded';
import { ProblemAlert } from '@/states/ProblemAlert';

export function SamplePeople({ signedIn }: { signedIn: () => void }) {
  const { t } = useTranslation('entry');
  const { t: common } = useTranslation();
  const session = useSession();
  const people = useQuery({ queryKey: ['people'], queryFn: listPeople, staleTime: 0 });
  const signing = useMutation({
    mutationFn: (person: SamplePerson) => signInAs(session, person),
    onSuccess: (refusal) => refusal === null && signedIn(),
  });
  const refusal = signing.data ?? null;
  return (
    <Container
      header={
        <Header variant="h2" description={t('people.about')}>
          {t('people.title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {refusal !== null && <Alert type="error">{common(`signIn.refused.${refusal}`)}</Alert>}
        <ProblemAlert error={signing.error} />
        <Loaded
          query={people}
          isEmpty={(each) => each.length === 0}
          empty={<Box>{t('people.none')}</Box>}
        >
          {(each) => (
            <SpaceBetween size="l">
              {businessesOf(each).map(({ business, members }) => (
                <div key={business}>
                  <Box variant="h3">{business}</Box>
                  <SpaceBetween direction="horizontal" size="xs">
                    {members.map((person) => (
                      <Button
                        key={person.email}
                        disabled={signing.isPending}
                        loading={signing.isPending && signing.variables?.email === person.email}
                        ariaLabel={t('people.signInAs', {
                          name: person.name,
                          role: t(`role.${person.role}`),
                          business,
                        })}
                        onClick={() => signing.mutate(person)}
                      >
                        {person.name === t(`role.${person.role}`) ? (
                          person.name
                        ) : (
                          <>
                            {person.name} <Badge>{t(`role.${person.role}`)}</Badge>
                          </>
                        )}
                      </Button>
                    ))}
                  </SpaceBetween>
                </div>
              ))}
            </SpaceBetween>
          )}
        </Loaded>
      </SpaceBetween>
    </Container>
  );
}

function businessesOf(people: readonly SamplePerson[]) {
  const found = new Map<string, SamplePerson[]>();
  for (const person of people) {
    found.set(person.business, [...(found.get(person.business) ?? []), person]);
  }
  return [...found].map(([business, members]) => ({ business, members }));
}
