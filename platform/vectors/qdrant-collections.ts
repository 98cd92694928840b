import { CodedError } from '../errors/coded-error.ts';
import type { Scope } from '../request/scope.ts';
import { QdrantRefusal, type QdrantCall } from './qdrant-connection.ts';

/** The payload's field that filters look at; it has a keyword index. */
export const PAIRS_FIELD = 'pairs';

const PREFIX = 'autoweave~';

/** Collections of the server, each for one collection of one workspace: the server itself settles the dimension, once for all processes. */
export interface QdrantCollections {
  /** The dimension of a collection that exists. */
  find(scope: Scope, name: string): Promise<number | undefined>;
  /** As `find`, creating what is missing with this dimension, indexes included. Whoever creates first settles it. */
  ensure(scope: Scope, name: string, dimension: number): Promise<number>;
  list(scope: Scope): Promise<readonly { readonly name: string; readonly dimension: number; readonly count: number }[]>;
}

/** The server's name of a workspace's collection; no workspace has a `~`, so two never meet. */
export function toServerName(scope: Scope, name: string): string {
  return `${PREFIX}${scope.workspace}~${name}`;
}

/** Reads and makes collections through `run`; keeps nothing, so that every process sees what another has settled. */
export function createQdrantCollections(run: QdrantCall): QdrantCollections {
  async function read(serverName: string): Promise<{ dimension: number; isIndexed: boolean } | undefined> {
    const info = await run((client) => client.getCollection(serverName)).catch(absentIfNotFound);
    if (info === undefined) return undefined;
    const { vectors } = info.config.params;
    const size = (vectors as { size?: unknown } | undefined)?.size;
    if (typeof size !== 'number') throw new CodedError('STORE_UNAVAILABLE', `the Qdrant collection ${serverName} was made by something else`);
    return { dimension: size, isIndexed: PAIRS_FIELD in info.payload_schema };
  }

  async function create(serverName: string, size: number): Promise<void> {
    try {
      await run((client) => client.createCollection(serverName, { vectors: { size, distance: 'Cosine' } }));
    } catch (error) {
      // Another process was first; what it settled is read next.
      if (!(error instanceof QdrantRefusal && error.status === 409)) throw error;
    }
  }

  return {
    find: async (scope, name) => (await read(toServerName(scope, name)))?.dimension,
    async ensure(scope, name, dimension) {
      const serverName = toServerName(scope, name);
      let settled = await read(serverName);
      if (settled === undefined) {
        await create(serverName, dimension);
        settled = await read(serverName);
      }
      // A process may have ended between the collection and its index.
      if (settled?.isIndexed !== true) {
        await run((client) => client.createPayloadIndex(serverName, { field_name: PAIRS_FIELD, field_schema: 'keyword', wait: true }));
      }
      return settled?.dimension ?? dimension;
    },
    async list(scope) {
      const prefix = toServerName(scope, '');
      const { collections } = await run((client) => client.getCollections());
      const names = collections
        .map(({ name }) => name)
        .filter((name) => name.startsWith(prefix))
        .sort();
      const described = await Promise.all(
        names.map(async (serverName) => {
          const found = await read(serverName);
          const counted = await run((client) => client.count(serverName, { exact: true })).catch(absentIfNotFound);
          return found === undefined || counted === undefined
            ? []
            : [{ name: serverName.slice(prefix.length), dimension: found.dimension, count: counted.count }];
        }),
      );
      return described.flat();
    },
  };
}

/** For `catch`: a 404 is an absence, anything else goes on. */
export function absentIfNotFound(error: unknown): undefined {
  if (error instanceof QdrantRefusal && error.status === 404) return undefined;
  throw error;
}
