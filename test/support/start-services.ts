import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call, createIdentity } from './call-subgraph.ts';
import { createDataFolder, startTestHost, type TestHost } from './subgraph-host.ts';
import { waitUntil } from './wait-until.ts';
import { servicesSubgraph } from '../../subgraphs/services/server.ts';
import { startHttpTarget, type HttpTarget, type ProbeTarget } from './probe-targets.ts';

export const REGISTER = `mutation ($input: RegisterServiceInput!) {
  registerService(input: $input) {
    service {
      id name version url tags capabilities metadata status registeredAt
      healthCheck { protocol target intervalMs timeoutMs unhealthyThreshold healthyThreshold }
    }
    receipt { commandId position durability { level replicas } repeated }
  }
}`;

const HEALTH = 'query ($id: ID!) { service(id: $id) { health { status since checkedAt consecutiveFailures checks { at ok latencyMs statusCode error } } } }';

interface Registered {
  readonly service: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly receipt: { readonly commandId: string; readonly position: string | null; readonly repeated: boolean };
}

interface SeenHealth {
  readonly status: string;
  readonly since: string;
  readonly checkedAt: string | null;
  readonly consecutiveFailures: number;
  readonly checks: readonly {
    readonly at: string;
    readonly ok: boolean;
    readonly latencyMs: number;
    readonly statusCode: number | null;
    readonly error: string | null;
  }[];
}

/** The subgraph on real stores in a folder of its own, and the calls that its tests make. */
export interface RunningServices {
  readonly endpoint: SubgraphEndpoint;
  readonly running: TestHost;
  /** Stops everything cleanly and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Also stops the targets and removes the folder. */
  close(): Promise<void>;
  httpTarget(): Promise<HttpTarget>;
  /** Has `close` stop it. */
  own<T extends ProbeTarget>(target: T): T;
  register(input: Record<string, unknown>, identity?: RequestIdentity): Promise<Registered>;
  /** The extensions of the error with which the call is refused. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
  health(id: string): Promise<SeenHealth>;
  /** Waits until the service has this status. */
  becomes(id: string, status: string): Promise<SeenHealth>;
  /** The ids that `services` answers for these arguments, parentheses included. */
  ids(args: string, identity?: RequestIdentity): Promise<readonly string[]>;
}

/** `environment` chooses the stores and the subgraph's settings. */
export async function startServices(environment: Environment = {}): Promise<RunningServices> {
  const folder = createDataFolder();
  const targets: ProbeTarget[] = [];
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  async function start(): Promise<void> {
    running = await startTestHost(folder, { name: 'services', environment: { SERVICES_LEASE_MS: '500', ...environment } });
    endpoint = await servicesSubgraph.start(running.host);
  }

  function own<T extends ProbeTarget>(target: T): T {
    targets.push(target);
    return target;
  }

  async function health(id: string): Promise<SeenHealth> {
    return (await ask<{ service: { health: SeenHealth } }>(endpoint, HEALTH, { variables: { id } })).service.health;
  }

  await start();
  return {
    get endpoint() {
      return endpoint;
    },
    get running() {
      return running;
    },
    async restart() {
      await running.close();
      await start();
    },
    async close() {
      await running.close();
      for (const target of targets) await target.stop();
      folder.remove();
    },
    httpTarget: async () => own(await startHttpTarget()),
    own,
    async register(input, identity = createIdentity()) {
      return (await ask<{ registerService: Registered }>(endpoint, REGISTER, { variables: { input: { name: 'svc', ...input } }, identity })).registerService;
    },
    async refusal(query, variables = {}) {
      return { ...(await call(endpoint, query, { variables })).errors?.[0]?.extensions };
    },
    health,
    becomes(id, status) {
      async function look(): Promise<SeenHealth | undefined> {
        const seen = await health(id);
        return seen.status === status ? seen : undefined;
      }
      return waitUntil(look, { what: `${id} to be ${status}` });
    },
    async ids(args, identity = createIdentity()) {
      const { services } = await ask<{ services: { nodes: { id: string }[] } }>(endpoint, `{ services${args} { nodes { id } } }`, { identity });
      return services.nodes.map(({ id }) => id);
    },
  };
}
