import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call, createIdentity } from './call-subgraph.ts';
import { createDataFolder, startTestHost, type TestHost } from './subgraph-host.ts';
import { eventsSubgraph } from '../../subgraphs/events/server.ts';

export const PUBLISH = `mutation ($input: PublishEventInput!) {
  publishEvent(input: $input) {
    position duplicate durability { level replicas }
    event { id source type specVersion subject time data workspace principal position sequence recordedAt revision correlationId causationId }
  }
}`;

const JOINED = 'query ($id: ID!) { _entities(representations: [{ __typename: "Service", id: $id }]) { ... on Service { events%ARGS% { nodes { type } } } } }';

export interface PublishedAnswer {
  readonly position: string;
  readonly duplicate: boolean;
  readonly durability: { readonly level: string; readonly replicas: number };
  readonly event: Readonly<Record<string, unknown>>;
}

/** The subgraph on a real log in a folder of its own, and the calls that its tests make. */
export interface RunningEvents {
  readonly endpoint: SubgraphEndpoint;
  /** Stops everything cleanly and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Also removes the folder. */
  close(): Promise<void>;
  publish(input: Record<string, unknown>, identity?: RequestIdentity): Promise<PublishedAnswer>;
  /** The types that `events` answers for these arguments, parentheses included. */
  types(args: string, identity?: RequestIdentity): Promise<readonly string[]>;
  /** The types of a service's events. */
  joined(serviceId: string, args?: string, identity?: RequestIdentity): Promise<readonly string[]>;
  /** The extensions of the error with which the call is refused. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** `environment` chooses the log. */
export async function startEvents(environment: Environment = {}): Promise<RunningEvents> {
  const folder = createDataFolder();
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  async function start(): Promise<void> {
    running = await startTestHost(folder, { name: 'events', environment });
    endpoint = await eventsSubgraph.start(running.host);
  }

  await start();
  return {
    get endpoint() {
      return endpoint;
    },
    async restart() {
      await running.close();
      await start();
    },
    async close() {
      await running.close();
      folder.remove();
    },
    async publish(input, identity = createIdentity()) {
      return (await ask<{ publishEvent: PublishedAnswer }>(endpoint, PUBLISH, { variables: { input }, identity })).publishEvent;
    },
    async types(args, identity = createIdentity()) {
      const { events } = await ask<{ events: { nodes: { type: string }[] } }>(endpoint, `{ events${args} { nodes { type } } }`, { identity });
      return events.nodes.map(({ type }) => type);
    },
    async joined(serviceId, args = '', identity = createIdentity()) {
      interface Joined {
        readonly _entities: readonly { readonly events: { readonly nodes: readonly { readonly type: string }[] } }[];
      }
      const { _entities } = await ask<Joined>(endpoint, JOINED.replace('%ARGS%', args), { variables: { id: serviceId }, identity });
      return _entities[0]?.events.nodes.map(({ type }) => type) ?? [];
    },
    async refusal(query, variables = {}) {
      return { ...(await call(endpoint, query, { variables })).errors?.[0]?.extensions };
    },
  };
}
