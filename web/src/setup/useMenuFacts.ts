import { useTranslation } from 'react-i18next';
import type { Fact } from '@/editing/Version';
import { languageName } from '@/i18n/names';
import { type Choice, keysOf, kindOf, type Menu } from '@/setup/tree';

/** Returns a function that says what there is to compare in two versions of a menu. */
export function useMenuFacts(): (menu: Menu) => Fact[] {
  const { t, i18n } = useTranslation('owner');
  const spoken = (texts: Readonly<Record<string, string>> | undefined) =>
    Object.entries(texts ?? {})
      .map(([code, text]) => `${languageName(code, i18n.language)}: ${text}`)
      .join(' — ');
  const does = (choice: Choice) => {
    const kind = kindOf(choice);
    const what = kind === 'message' ? spoken(choice.message) : choice[kind];
    const then = kind === 'message' ? ` (${t(`menus.then.${choice.then}`)})` : '';
    return `${t(`menus.kind.${kind}`)}: ${what}${then}`;
  };
  return (menu) => [
    ...Object.entries(menu.prompt).map(([code, text]) => ({
      label: `${t('menus.prompt')} · ${languageName(code, i18n.language)}`,
      text,
    })),
    ...keysOf(menu).map((key) => {
      const choice = menu.choices[key];
      return {
        label: t('menus.key', { key }),
        text: choice === undefined ? '' : does(choice),
      };
    }),
    { label: t('menus.defaultQueue'), text: menu.default_queue },
  ];
}
