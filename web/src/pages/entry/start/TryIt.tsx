/** What there is to play with on a laptop. */
import Cards from '@cloudscape-design/components/cards';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import { useTranslation } from 'react-i18next';
import { PageLink } from '@/shell/PageLink';

const THINGS = [
  { key: 'phone', to: '/phone', isPage: true },
  { key: 'chat', to: '/chat', isPage: true },
  { key: 'mail', to: '/mail', isPage: false },
  { key: 'api', to: '/v1', isPage: false },
] as const;

export function TryIt() {
  const { t } = useTranslation('entry');
  return (
    <Cards
      header={
        <Header variant="h2" description={t('try.about')}>
          {t('try.title')}
        </Header>
      }
      items={THINGS}
      trackBy="key"
      cardsPerRow={[{ cards: 1 }, { minWidth: 500, cards: 2 }, { minWidth: 900, cards: 4 }]}
      cardDefinition={{
        header: ({ key, to, isPage }) =>
          isPage ? (
            <PageLink to={to}>{t(`try.${key}`)}</PageLink>
          ) : (
            <Link href={to} external externalIconAriaLabel={t('newTab')}>
              {t(`try.${key}`)}
            </Link>
          ),
        sections: [{ id: 'about', content: ({ key }) => t(`try.${key}About`) }],
      }}
    />
  );
}
