import { CodedError } from '../../platform/errors/coded-error.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { AgentDesk } from './domain/agent-desk.ts';
import type { AnpServer, McpServer } from './domain/anp.ts';
import type { ConnectionDesk } from './domain/connection-desk.ts';
import type { Deliveries } from './domain/deliveries.ts';
import type { IncomingDesk } from './domain/incoming-desk.ts';
import type { MemoryDesk } from './domain/memory-desk.ts';
import type { RegistrationStore } from './domain/registration-store.ts';
import type { TaskDesk } from './domain/task-desk.ts';
import type { CoreLoaders } from './loaders.ts';

/** Core, for the one workspace that it belongs to. */
export interface Core {
  readonly connection: ConnectionDesk;
  readonly agents: AgentDesk;
  readonly deliveries: Deliveries;
  readonly registrations: RegistrationStore;
  readonly memory: MemoryDesk;
  readonly tasks: TaskDesk;
  readonly incoming: IncomingDesk;
  readonly network: Pick<AnpServer, 'card' | 'capabilities'>;
  readonly mcp: McpServer;
}

/** What the resolvers of this subgraph may reach. */
export interface CoreContext extends SubgraphContext {
  /** Undefined in a workspace that has no Core. */
  readonly core: Core | undefined;
  readonly loaders: CoreLoaders | undefined;
  readonly log: EventLog;
}

/** The workspace's Core, for commands. Throws NOT_FOUND in a workspace that has none. */
export function requireCore({ core }: CoreContext): Core {
  if (core === undefined) throw new CodedError('NOT_FOUND', 'this workspace has no AutoWeave Core', { details: { kind: 'core' } });
  return core;
}
