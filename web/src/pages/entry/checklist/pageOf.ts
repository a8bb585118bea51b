/** On which page something is put right that the checklist names by its path in the set-up. */

const PAGES: Readonly<Record<string, string>> = {
  agents: '/agents',
  consent: '/policies',
  emergency: '/emergency',
  holidays: '/hours',
  hotlines: '/hotlines',
  languages: '/prompts',
  name: '/setup',
  numbers: '/numbers',
  phrases: '/prompts',
  queues: '/queues',
  region: '/setup',
  routing_profiles: '/profiles',
  schedules: '/hours',
  tiers: '/policies',
  timezone: '/setup',
  vip: '/policies',
};

/** Of a check as a whole. */
const OF_CHECKS: Readonly<Record<string, string>> = {
  approval: '/setup',
  number: '/numbers',
  agents: '/agents',
  dry_run: '/menus',
};

/** @param path - as `menus.main.choices.1.queue`; null where no page is known. */
export function pageOf(path: string): string | null {
  const [part = '', name = ''] = path.split(/[.[]/);
  if (part === 'menus') {
    return /^[a-z][a-z0-9_-]{0,63}$/.test(name) ? `/menus?menu=${name}` : '/menus';
  }
  return Object.hasOwn(PAGES, part) ? (PAGES[part] ?? null) : null;
}

export function pageOfCheck(key: string): string | null {
  return Object.hasOwn(OF_CHECKS, key) ? (OF_CHECKS[key] ?? null) : null;
}
