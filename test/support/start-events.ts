import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import { runSubgraph, type RunningSubgraph } from './run-subgraph.ts';
import { eventsSubgraph } from '../../subgraphs/events/server.ts';

/** Publishes an event and asks for all that is told of it. */
export const PUBLISH = `mutation ($input: PublishEventInput!) {
  publishEvent(input: $input) {
    position duplicate durability { level replicas }
    event { id source type specVersion subject time data workspace principal position sequence recordedAt revision correlationId causationId }
  }
}`;

const JOINED = 'query ($id: ID!) { _entities(representations: [{ __typename: "Service", id: $id }]) { ... on Service { events%ARGS% { nodes { type } } } } }';

/** What PUBLISH is answered with. */
export interface PublishedAnswer {
  readonly position: string;
  readonly duplicate: boolean;
  readonly durability: { readonly level: string; readonly replicas: number };
  readonly event: Readonly<Record<string, unknown>>;
}

/** The subgraph, and the calls that its tests make. */
export interface RunningEvents extends RunningSubgraph {
  publish(input: Record<string, unknown>, identity?: RequestIdentity): Promise<PublishedAnswer>;
  /** The types that `events` answers for these arguments, parentheses included. */
  types(args: string, identity?: RequestIdentity): Promise<readonly string[]>;
  /** The types of a service's events. */
  joined(serviceId: string, args?: string, identity?: RequestIdentity): Promise<readonly string[]>;
}

/** `environment` chooses the log. */
export async function startEvents(environment: Environment = {}): Promise<RunningEvents> {
  const subgraph = await runSubgraph(eventsSubgraph, { environment: () => environment });
  return Object.assign(subgraph, {
    async publish(input: Record<string, unknown>, identity = createIdentity()) {
      return (await ask<{ publishEvent: PublishedAnswer }>(subgraph.endpoint, PUBLISH, { variables: { input }, identity })).publishEvent;
    },
    async types(args: string, identity = createIdentity()) {
      const { events } = await ask<{ events: { nodes: { type: string }[] } }>(subgraph.endpoint, `{ events${args} { nodes { type } } }`, { identity });
      return events.nodes.map(({ type }) => type);
    },
    async joined(serviceId: string, args = '', identity = createIdentity()) {
      interface Joined {
        readonly _entities: readonly { readonly events: { readonly nodes: readonly { readonly type: string }[] } }[];
      }
      const { _entities } = await ask<Joined>(subgraph.endpoint, JOINED.replace('%ARGS%', args), { variables: { id: serviceId }, identity });
      return _entities[0]?.events.nodes.map(({ type }) => type) ?? [];
    },
  });
}
