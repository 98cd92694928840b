import type { GetDataSourceFunction, GraphQLDataSource, SupergraphManager } from '@apollo/gateway';
import type { Logger } from '../../platform/logging/logger.ts';
import { readSupergraph, SupergraphError } from './supergraph.ts';
import type { FeedListener, SupergraphFeed } from './supergraph-feed.ts';

/** A manager of @apollo/gateway, and how it reaches subgraphs. */
export interface ManagerFeedOptions {
  readonly manager: SupergraphManager;
  /** How the manager reaches subgraphs; Apollo's own over HTTP when absent. */
  readonly getDataSource?: GetDataSourceFunction;
}

/** The package has this as an enum that it does not export. */
type HealthCheckKind = Extract<Parameters<GraphQLDataSource['process']>[0], { context: Record<string, unknown>; incomingRequestContext?: never }>['kind'];
const HEALTH_CHECK: string = 'health check';

/** A supergraph manager of `@apollo/gateway`, IntrospectAndCompose or one's own, as a feed. */
export function createManagerFeed({ manager, getDataSource }: ManagerFeedOptions): SupergraphFeed {
  let listener: FeedListener | undefined;
  /** What the manager sent before anybody followed. */
  let early: string | undefined;
  let cleanup: (() => Promise<void>) | undefined;

  return {
    async first() {
      const toDataSource = getDataSource ?? (await loadRemoteDataSource());
      try {
        const initialized = await manager.initialize({
          update(sdl) {
            if (listener === undefined) early = sdl;
            else listener.next(sdl);
          },
          healthCheck: (sdl) => askEverySubgraph(sdl, toDataSource),
          getDataSource: toDataSource,
        });
        cleanup = initialized.cleanup;
        return initialized.supergraphSdl;
      } catch (error) {
        throw new SupergraphError(`the supergraph manager has none: ${toLine(error)}`, { cause: error });
      }
    },
    follow(follower) {
      listener = follower;
      if (early !== undefined) follower.next(early);
    },
    async close() {
      listener = undefined;
      await cleanup?.();
    },
  };
}

/** Asks the subgraphs for their SDL and composes it, at first and every `pollMs`. Loads `@apollo/gateway`. */
export async function createIntrospectionFeed(
  subgraphs: readonly { readonly name: string; readonly url: string }[],
  options: { pollMs: number; logger: Logger; getDataSource?: GetDataSourceFunction },
): Promise<SupergraphFeed> {
  const { IntrospectAndCompose } = await import('@apollo/gateway');
  const { pollMs, logger, getDataSource } = options;
  let tell: ((error: unknown) => void) | undefined;
  const quiet = (message?: unknown) => logger.debug(String(message));
  const manager = new IntrospectAndCompose({
    subgraphs: subgraphs.map(({ name, url }) => ({ name, url })),
    pollIntervalInMs: pollMs,
    // It tells of a failed round nowhere else.
    logger: { debug: quiet, info: quiet, warn: quiet, error: (message) => tell?.(new SupergraphError(toLine(message))) },
  });
  const feed = createManagerFeed({ manager, ...(getDataSource === undefined ? {} : { getDataSource }) });
  return {
    ...feed,
    follow(listener) {
      tell = onChange((error) => listener.failed(error));
      feed.follow(listener);
    },
  };
}

/** A round fails each time for the same reason; it is told once until the reason is another. */
function onChange(tell: (error: unknown) => void): (error: unknown) => void {
  let last: string | undefined;
  return (error) => {
    if (String(error) !== last) tell(error);
    last = String(error);
  };
}

async function loadRemoteDataSource(): Promise<GetDataSourceFunction> {
  const { RemoteGraphQLDataSource } = await import('@apollo/gateway');
  return ({ url }) => new RemoteGraphQLDataSource({ ...(url === undefined ? {} : { url }) });
}

async function askEverySubgraph(sdl: string, getDataSource: GetDataSourceFunction): Promise<void> {
  const { subgraphs } = await readSupergraph(sdl);
  async function ask(dataSource: GraphQLDataSource): Promise<void> {
    const request = { query: 'query __ApolloServiceHealthCheck__ { __typename }' };
    const { errors = [] } = await dataSource.process({ kind: HEALTH_CHECK as HealthCheckKind, request, context: {} });
    if (errors.length > 0) throw new SupergraphError(`a subgraph is not healthy: ${errors[0]?.message}`);
  }
  await Promise.all(subgraphs.map((subgraph) => ask(getDataSource(subgraph))));
}

function toLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
