import type { RecordedEvent } from '../../platform/event-log/event-log.ts';
import type { SubgraphHost } from '../../platform/subgraph/host.ts';
import type { Leases } from '../../platform/lease/lease.ts';
import type { Scope } from '../../platform/request/scope.ts';
import type { AgentWatch } from './domain/agent-watch.ts';
import type { Connection } from './domain/connection.ts';
import type { ConnectionDesk } from './domain/connection-desk.ts';
import { CONNECTION_REQUESTED } from './domain/connection-desk.ts';
import type { Deliveries } from './domain/deliveries.ts';
import { startDuty, type DutySetup } from './domain/duty.ts';
import type { Registrar } from './domain/registrar.ts';
import { SERVICE_TYPES } from './domain/service-fact.ts';
import type { TaskDesk } from './domain/task-desk.ts';
import type { ServiceFollower } from './domain/service-follower.ts';

/** What this process does unasked. */
export interface Background {
  /** Something was queued for Core. */
  deliver(): void;
  /** A task was created at Core. */
  followTasks(): void;
  /** The connection was made or lost. */
  connectionChanged(): void;
  /** Resolves when every turn in progress is over. */
  close(): Promise<void>;
}

const FOLLOW_INTERVAL_MS = 1_000;
const CHECK_INTERVAL_MS = 15_000;
const TASK_INTERVAL_MS = 500;
const DELIVERY_INTERVAL_MS = 1_000;
const TAIL_RETRY_MS = 1_000;

/** Starts following the log, polling Core's agents, sending what is queued and checking registrations; one copy of this process does each. */
export function startBackground(
  host: Pick<SubgraphHost, 'log' | 'clock' | 'logger' | 'instanceId'>,
  setup: {
    leases: Leases;
    scope: Scope;
    connection: () => Connection;
    desk: ConnectionDesk;
    watch: AgentWatch;
    deliveries: Deliveries;
    follower: ServiceFollower;
    registrar: Registrar;
    tasks: TaskDesk;
    pollIntervalMs: number;
  },
): Background {
  const { log, clock, logger, instanceId } = host;
  const { leases, scope, connection, desk, watch, deliveries, follower, registrar, tasks, pollIntervalMs } = setup;
  const stop = new AbortController();
  const connected = () => connection().kind === 'connected';
  const duty = (rest: Pick<DutySetup, 'name' | 'intervalMs' | 'able' | 'work'>) => startDuty({ scope, leases, holder: instanceId, clock, logger, ...rest });

  const agents = duty({ name: 'core-agents', intervalMs: pollIntervalMs, able: connected, work: (token) => watch.poll(token) });
  const outbound = duty({ name: 'core-deliveries', intervalMs: DELIVERY_INTERVAL_MS, able: connected, work: (token) => deliveries.drain(token) });
  const registrations = duty({ name: 'core-registrations', intervalMs: CHECK_INTERVAL_MS, able: () => true, work: (token) => registrar.check(token) });
  const openTasks = duty({ name: 'core-tasks', intervalMs: TASK_INTERVAL_MS, able: connected, work: (token) => tasks.follow(token) });
  const services = duty({
    name: 'core-services',
    intervalMs: FOLLOW_INTERVAL_MS,
    able: () => true,
    work: async (token) => {
      if (await follower.catchUp(token)) registrations.wake();
    },
  });

  async function onEvent(event: RecordedEvent): Promise<void> {
    if (event.type === CONNECTION_REQUESTED) await desk.follow(event);
    else services.wake();
  }

  /** Only makes things prompt: what is missed here is found by the next turn of the duties. */
  async function listen(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        const filter = { types: [...SERVICE_TYPES, CONNECTION_REQUESTED] };
        for await (const item of log.tail(scope, { from: 'head', filter, signal: stop.signal })) if (item.kind === 'event') await onEvent(item.event);
      } catch (error) {
        logger.warn({ err: error }, 'following the log was interrupted');
      }
      await clock.sleep(TAIL_RETRY_MS, stop.signal).catch(() => undefined);
    }
  }

  const listening = listen();
  return {
    deliver: () => outbound.wake(),
    followTasks: () => openTasks.wake(),
    connectionChanged() {
      registrations.wake();
      if (!connected()) return;
      agents.wake();
      outbound.wake();
    },
    async close() {
      stop.abort();
      await Promise.all([listening, ...[agents, outbound, registrations, services, openTasks].map((part) => part.close())]);
    },
  };
}
