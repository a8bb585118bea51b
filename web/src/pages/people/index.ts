// Pages of queues, people, customers, usage: one owner, see git log.
import { type ComponentType, lazy } from 'react';
import { ADMINS, LEADERS, type PageEntry, type Role } from '@/pages/page';

const SERVING = ['owner', 'admin', 'supervisor', 'agent'] as const satisfies readonly Role[];
const OPERATORS = ['operator'] as const satisfies readonly Role[];

type Load = () => Promise<{ default: ComponentType }>;

/** A page that the menu names. */
function named(
  path: string,
  name: NonNullable<PageEntry['name']>,
  group: PageEntry['group'],
  roles: readonly Role[],
  load: Load,
): PageEntry {
  return { path, name, group, roles, frame: 'full', Page: lazy(load) };
}

/** A page that is reached from another one of its group. */
function below(
  path: string,
  group: PageEntry['group'],
  roles: readonly Role[],
  load: Load,
): PageEntry {
  return { path, name: null, group, roles, frame: 'full', Page: lazy(load) };
}

const queue = () => import('@/pages/people/queues/QueuePage');
const profile = () => import('@/pages/people/profiles/ProfilePage');
const agent = () => import('@/pages/people/agents/AgentPage');
const customer = () => import('@/pages/people/customers/CustomerPage');
const script = () => import('@/pages/people/scripts/ScriptPage');
const article = () => import('@/pages/people/articles/ArticlePage');
const code = () => import('@/pages/people/codes/CodePage');
const webhook = () => import('@/pages/people/webhooks/WebhookPage');

export const PEOPLE_PAGES: readonly PageEntry[] = [
  named(
    '/customers',
    'customers',
    'work',
    SERVING,
    () => import('@/pages/people/customers/CustomersPage'),
  ),
  below(
    '/customers/new',
    'work',
    SERVING,
    () => import('@/pages/people/customers/NewCustomerPage'),
  ),
  below('/customers/:id', 'work', SERVING, customer),
  named(
    '/imports',
    'imports',
    'people',
    ADMINS,
    () => import('@/pages/people/imports/ImportsPage'),
  ),
  below('/imports/:id', 'people', ADMINS, () => import('@/pages/people/imports/ImportPage')),
  named('/queues', 'queues', 'centre', LEADERS, () => import('@/pages/people/queues/QueuesPage')),
  below('/queues/new', 'centre', ADMINS, () => import('@/pages/people/queues/NewQueuePage')),
  below('/queues/:name', 'centre', LEADERS, queue),
  named(
    '/skills',
    'profiles',
    'centre',
    LEADERS,
    () => import('@/pages/people/profiles/ProfilesPage'),
  ),
  below('/skills/new', 'centre', ADMINS, () => import('@/pages/people/profiles/NewProfilePage')),
  below('/skills/:name', 'centre', LEADERS, profile),
  named(
    '/scripts',
    'scripts',
    'centre',
    LEADERS,
    () => import('@/pages/people/scripts/ScriptsPage'),
  ),
  below('/scripts/new', 'centre', LEADERS, () => import('@/pages/people/scripts/NewScriptPage')),
  below('/scripts/:id', 'centre', LEADERS, script),
  below('/articles/new', 'centre', LEADERS, () => import('@/pages/people/articles/NewArticlePage')),
  below('/articles/:id', 'centre', LEADERS, article),
  below('/codes/new', 'centre', LEADERS, () => import('@/pages/people/codes/NewCodePage')),
  below('/codes/:id', 'centre', LEADERS, code),
  named('/widget', 'widget', 'centre', ADMINS, () => import('@/pages/people/widget/WidgetPage')),
  named('/agents', 'agents', 'people', LEADERS, () => import('@/pages/people/agents/AgentsPage')),
  below('/agents/new', 'people', ADMINS, () => import('@/pages/people/agents/NewAgentPage')),
  below('/agents/:username', 'people', LEADERS, agent),
  named(
    '/members',
    'members',
    'people',
    ADMINS,
    () => import('@/pages/people/members/MembersPage'),
  ),
  below('/members/invite', 'people', ADMINS, () => import('@/pages/people/members/InvitePage')),
  below('/members/:subject', 'people', ADMINS, () => import('@/pages/people/members/MemberPage')),
  named('/usage', 'usage', 'account', ADMINS, () => import('@/pages/people/usage/UsagePage')),
  named('/audit', 'audit', 'account', ADMINS, () => import('@/pages/people/audit/AuditPage')),
  named('/keys', 'apiKeys', 'account', ADMINS, () => import('@/pages/people/keys/KeysPage')),
  below('/webhooks/new', 'account', ADMINS, () => import('@/pages/people/webhooks/NewWebhookPage')),
  below('/webhooks/:id', 'account', ADMINS, webhook),
  named(
    '/exports',
    'exports',
    'account',
    ADMINS,
    () => import('@/pages/people/exports/ExportsPage'),
  ),
  named(
    '/operator',
    'operator',
    'centre',
    OPERATORS,
    () => import('@/pages/people/operator/OperatorPage'),
  ),
  below(
    '/operator/:tenant',
    'centre',
    OPERATORS,
    () => import('@/pages/people/operator/BusinessPage'),
  ),
];
