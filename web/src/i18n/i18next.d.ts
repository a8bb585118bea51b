import 'i18next';

type Files = {
  common: typeof import('./locales/en/common.json');
  navigation: typeof import('./locales/en/navigation.json');
  problems: typeof import('./locales/en/problems.json');
  entry: typeof import('./locales/en/entry.json');
  agent: typeof import('./locales/en/agent.json');
  desk: typeof import('./locales/en/desk.json');
  owner: typeof import('./locales/en/owner.json');
  people: typeof import('./locales/en/people.json');
  phone: typeof import('./locales/en/phone.json');
};

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Files;
  }
}
