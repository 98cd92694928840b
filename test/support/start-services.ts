import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import { runSubgraph, type RunningSubgraph } from './run-subgraph.ts';
import { waitUntil } from './wait-until.ts';
import { servicesSubgraph } from '../../subgraphs/services/server.ts';
import { startHttpTarget, type HttpTarget, type ProbeTarget } from './probe-targets.ts';

/** Registers a service and asks for all that is told of it. */
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

/** The subgraph, and the calls that its tests make; `close` also stops the targets. */
export interface RunningServices extends RunningSubgraph {
  httpTarget(): Promise<HttpTarget>;
  /** Has `close` stop it. */
  own<T extends ProbeTarget>(target: T): T;
  register(input: Record<string, unknown>, identity?: RequestIdentity): Promise<Registered>;
  health(id: string): Promise<SeenHealth>;
  /** Waits until the service has this status. */
  becomes(id: string, status: string): Promise<SeenHealth>;
  /** The ids that `services` answers for these arguments, parentheses included. */
  ids(args: string, identity?: RequestIdentity): Promise<readonly string[]>;
}

/** `environment` chooses the stores and the subgraph's settings. */
export async function startServices(environment: Environment = {}): Promise<RunningServices> {
  const targets: ProbeTarget[] = [];
  const subgraph = await runSubgraph(servicesSubgraph, { environment: () => ({ SERVICES_LEASE_MS: '500', ...environment }) });
  const { close } = subgraph;

  function own<T extends ProbeTarget>(target: T): T {
    targets.push(target);
    return target;
  }

  async function health(id: string): Promise<SeenHealth> {
    return (await ask<{ service: { health: SeenHealth } }>(subgraph.endpoint, HEALTH, { variables: { id } })).service.health;
  }

  return Object.assign(subgraph, {
    async close() {
      await close();
      for (const target of targets) await target.stop();
    },
    httpTarget: async () => own(await startHttpTarget()),
    own,
    async register(input: Record<string, unknown>, identity = createIdentity()) {
      return (await ask<{ registerService: Registered }>(subgraph.endpoint, REGISTER, { variables: { input: { name: 'svc', ...input } }, identity }))
        .registerService;
    },
    health,
    becomes(id: string, status: string) {
      async function look(): Promise<SeenHealth | undefined> {
        const seen = await health(id);
        return seen.status === status ? seen : undefined;
      }
      return waitUntil(look, { what: `${id} to be ${status}` });
    },
    async ids(args: string, identity = createIdentity()) {
      const { services } = await ask<{ services: { nodes: { id: string }[] } }>(subgraph.endpoint, `{ services${args} { nodes { id } } }`, { identity });
      return services.nodes.map(({ id }) => id);
    },
  });
}
