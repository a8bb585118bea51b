import TopNavigation, {
  type TopNavigationProps,
} from '@cloudscape-design/components/top-navigation';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { startAnew } from '@/api/queries';
import { chooseLanguage, isLanguage, LANGUAGES } from '@/i18n';
import { useMe, useTenant } from '@/session/me';
import { useSession, useSessionState } from '@/session/session';
import { chooseTheme, currentTheme } from '@/shell/theme';

export function TopBar() {
  const { t, i18n } = useTranslation();
  const { t: name } = useTranslation('navigation');
  const navigate = useNavigate();
  const session = useSession();
  const queries = useQueryClient();
  const signedIn = useSessionState() !== 'signed_out';
  const me = useMe();
  // Who comes in by a key has no name.
  const isOperator = me.data?.role === 'operator';
  const tenant = useTenant();
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const utilities: TopNavigationProps.Utility[] = [
    {
      type: 'button',
      text: t(`theme.${other}`),
      onClick: () => {
        chooseTheme(other);
        setTheme(other);
      },
    },
    {
      type: 'menu-dropdown',
      text: isLanguage(i18n.language) ? LANGUAGES[i18n.language] : i18n.language,
      // Whoever says what is written on it must reach it.
      ariaLabel: `${t('language')}: ${isLanguage(i18n.language) ? LANGUAGES[i18n.language] : i18n.language}`,
      items: Object.entries(LANGUAGES).map(([id, text]) => ({ id, text })),
      onItemClick: ({ detail }) => {
        if (isLanguage(detail.id)) {
          void chooseLanguage(detail.id);
        }
      },
    },
    signedIn
      ? {
          type: 'menu-dropdown',
          iconName: 'user-profile',
          text: me.data?.name || me.data?.email || (isOperator ? name('operator') : t('account')),
          ...(me.data?.email ? { description: me.data.email } : {}),
          items: [
            { id: 'account', text: t('account') },
            { id: 'out', text: t('signOut') },
          ],
          onItemClick: ({ detail }) => {
            if (detail.id === 'out') {
              void session.signOut().then(() => startAnew(queries));
            } else {
              void navigate('/account');
            }
          },
        }
      : {
          type: 'button',
          iconName: 'user-profile',
          text: t('signIn.button'),
          onClick: () => void navigate('/sign-in'),
        },
  ];
  return (
    <div id="top">
      <TopNavigation
        identity={{
          href: '/',
          title: tenant.data?.name ?? 'Santral',
          onFollow: (event) => {
            event.preventDefault();
            void navigate('/');
          },
        }}
        utilities={utilities}
      />
    </div>
  );
}
