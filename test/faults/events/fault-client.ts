import { createClient, GraphQLRequestError, type AutoweaveClient, type TypedDocument } from '../../../client/index.ts';

/** What passes by itself while servers are killed and started; the same request is sent again. */
const PASSING = new Set(['SUBGRAPH_UNAVAILABLE', 'LOG_UNAVAILABLE', 'STORE_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'OVERLOADED', 'BAD_RESPONSE']);
/** How a server tells of a request that did not come whole in time, since one of the two had no processor. */
const CAME_TOO_SLOWLY = /^request ms:/;
const ANSWER_TIMEOUT_MS = 20_000;

/** Calls the public API of the backends at `urls` as their users do. */
export interface FaultClient {
  /** Answers the data; undefined for what may pass by itself. Throws for every other refusal. */
  ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data | undefined>;
  readonly client: AutoweaveClient;
  /** Goes on with another of the backends, when there are several. */
  change(): void;
}

export function createFaultClient(urls: readonly string[]): FaultClient {
  let index = 0;
  const clients = urls.map((url) => createClient({ url, maxReconnectDelayMs: 500 }));
  const current = (): AutoweaveClient => clients[index % clients.length]!;
  return {
    get client() {
      return current();
    },
    change: () => void (index += 1),
    async ask<Data>(document: string, variables: Readonly<Record<string, unknown>> = {}) {
      const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
      try {
        const typed: TypedDocument<Data, typeof variables> = { toString: () => document };
        return document.startsWith('mutation') ? await current().mutate(typed, variables, { signal }) : await current().query(typed, variables, { signal });
      } catch (error) {
        // Anything but an answer is a connection that broke or timed out.
        if (error instanceof GraphQLRequestError && !CAME_TOO_SLOWLY.test(error.message) && !error.codes.every((code) => PASSING.has(code))) throw error;
        index += 1;
        return undefined;
      }
    },
  };
}
