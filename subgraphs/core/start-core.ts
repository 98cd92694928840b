import { createHash } from 'node:crypto';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { RouteHandler } from '../../platform/http/process-routes.ts';
import type { AppliedPosition } from '../../platform/subgraph/applied-position.ts';
import type { SubgraphHost } from '../../platform/subgraph/host.ts';
import { createAnpRoutes } from './adapters/anp-routes.ts';
import { CORE_MIGRATIONS, type CoreTables } from './adapters/core-tables.ts';
import { createHttpAnpServer } from './adapters/http-anp-server.ts';
import { createHttpCoreMemory } from './adapters/http-core-memory.ts';
import { createHttpMcpServer } from './adapters/http-mcp-server.ts';
import { createRecordsIncomingTasks } from './adapters/records-incoming-tasks.ts';
import { createRecordsTasks } from './adapters/records-tasks.ts';
import { createHttpCoreApi } from './adapters/http-core-api.ts';
import { createRecordsAgentSightings } from './adapters/records-agent-sightings.ts';
import { createRecordsAnnouncements } from './adapters/records-announcements.ts';
import { createRecordsDeliveries } from './adapters/records-deliveries.ts';
import { createRecordsRegistrations } from './adapters/records-registrations.ts';
import { createWsCoreSocket } from './adapters/ws-core-socket.ts';
import { startBackground, type Background } from './background.ts';
import type { CoreConfig } from './config.ts';
import type { Core } from './context.ts';
import { createAgentDesk } from './domain/agent-desk.ts';
import { createAgentWatch } from './domain/agent-watch.ts';
import { createConnectionDesk } from './domain/connection-desk.ts';
import { toConnectionStatus, type ConnectionStatus } from './domain/connection-status.ts';
import { createConnectionTeller } from './domain/connection-teller.ts';
import { createConnector } from './domain/connector.ts';
import { createDeliveries } from './domain/deliveries.ts';
import { createIncomingDesk } from './domain/incoming-desk.ts';
import { createMemoryDesk } from './domain/memory-desk.ts';
import { createTaskDesk } from './domain/task-desk.ts';
import { createRegistrar } from './domain/registrar.ts';
import { createServiceFollower } from './domain/service-follower.ts';

/** Core, running. */
export interface RunningCore {
  readonly core: Core;
  readonly routes: RouteHandler;
  readonly appliedPosition: AppliedPosition;
  /** Lets the connection and every duty go. */
  close(): Promise<void>;
}

const HEARTBEAT_MS = 5_000;
const STABLE_AFTER_MS = 10_000;
const ANSWER_WITHIN_MS = 2_000;

/** Opens the records, starts the connection and the background work. An absent Core delays nothing. */
export async function startCore(host: SubgraphHost, config: CoreConfig): Promise<RunningCore> {
  const { clock, logger, log, instanceId } = host;
  const { addresses, agentId, requestTimeoutMs: timeoutMs } = config;
  const scope = { workspace: config.workspace, principal: 'core-connector' };
  const kit = await host.openRecords<CoreTables>(CORE_MIGRATIONS);
  const api = createHttpCoreApi({ url: addresses.coreUrl, timeoutMs });
  const anp = createHttpAnpServer({ url: addresses.anpUrl, timeoutMs });
  const socket = createWsCoreSocket({ url: addresses.wsUrl, clientAddress: toClientAddress(instanceId), timeoutMs, clock });
  const announcements = createRecordsAnnouncements(kit);
  const registrations = createRecordsRegistrations(kit.records);
  const teller = createConnectionTeller({ announcements, scope, instanceId, logger });
  // The connector tells the background of changes, which needs the connector: the background comes last.
  const later: { background?: Background } = {};

  const connector = createConnector({
    api,
    socket,
    clock,
    random: Math.random,
    policy: { minMs: config.reconnectMinMs, maxMs: config.reconnectMaxMs, heartbeatMs: HEARTBEAT_MS, stableAfterMs: STABLE_AFTER_MS },
    onChange(connection, before) {
      // An absent Core is no news after the first failure.
      const isNews = connection.kind === 'connected' || before.kind === 'connected' || (connection.kind === 'waiting' && connection.attempt === 1);
      logger[isNews ? 'info' : 'debug']({ connection }, 'the connection to Core changed');
      teller.changed(status());
      later.background?.connectionChanged();
    },
  });
  const watch = createAgentWatch({ api, sightings: createRecordsAgentSightings(kit), clock, scope });

  function status(): ConnectionStatus {
    return toConnectionStatus(connector.connection(), { addresses, lastPolledAtMs: watch.lastPolledAtMs() });
  }

  function assertConnected(): void {
    const { state, lastError } = status();
    if (state === 'CONNECTED') return;
    const reason = lastError === null ? '' : `: ${lastError}`;
    throw new CodedError('UPSTREAM_UNAVAILABLE', `AutoWeave Core is not connected${reason}`, { details: { upstream: 'AutoWeave Core', state } });
  }

  const desk = createConnectionDesk({ connector, status, announcements, instanceId, clock });
  const deliveries = createDeliveries({
    store: createRecordsDeliveries(kit, clock),
    session: () => connector.session(),
    clock,
    scope,
    wake: () => later.background?.deliver(),
    answerWithinMs: ANSWER_WITHIN_MS,
  });
  const follower = createServiceFollower({ log, store: registrations, scope });
  const registrar = createRegistrar({ api, anp, store: registrations, connection: () => connector.connection(), clock, scope, agentId });
  const tasks = createTaskDesk({ anp, store: createRecordsTasks(kit, clock), scope, wake: () => later.background?.followTasks() });
  const memory = createMemoryDesk({ memory: createHttpCoreMemory({ url: addresses.coreUrl, timeoutMs }), announcements, assertConnected });
  const incoming = createIncomingDesk({ store: createRecordsIncomingTasks(kit), clock });
  const mcp = createHttpMcpServer({ url: config.mcpUrl, timeoutMs });
  const parts = { leases: kit.leases, scope, connection: () => connector.connection(), desk, watch, deliveries, follower, registrar, tasks };
  const background = startBackground(host, { ...parts, pollIntervalMs: config.pollIntervalMs });
  later.background = background;
  if (config.autoConnect) void connector.connect();

  return {
    core: { connection: desk, agents: createAgentDesk({ api, watch, assertConnected }), deliveries, registrations, memory, tasks, incoming, network: anp, mcp },
    routes: createAnpRoutes({ store: registrations, incoming, scope, agentId, version: CARD_VERSION, clock, logger }),
    appliedPosition: (caller) => follower.appliedPosition(caller),
    async close() {
      await Promise.all([teller.close(), background.close(), connector.disconnect('the process stops')]);
    },
  };
}

/** The version of what our card offers; grows with its shape. */
const CARD_VERSION = '1.0.0';

/** An address of its own for each process, in the range that is never routed (RFC 4193): Core tells its clients apart by it. */
function toClientAddress(instanceId: string): string {
  const digits = createHash('sha256').update(instanceId).digest('hex').slice(0, 30);
  return `fd${digits}`.replace(/(.{4})(?=.)/g, '$1:');
}
