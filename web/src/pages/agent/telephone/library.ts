/**
 * Amazon Connect's libraries, as npm has them. They put all they have under the global `connect`,
 * the first of them makes it. Loaded by the agent's page alone: they are large.
 */
import 'amazon-connect-streams';
import 'amazon-connect-chatjs';
import 'amazon-connect-taskjs';
