import { QdrantClient } from '@qdrant/js-client-rest';
import { startQdrantDouble } from './qdrant-double.ts';

/** A Qdrant for tests: a server of the machine, or the double. */
export interface QdrantForTests {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Removes the collections that came since the start, and ends what was started. */
  close(): Promise<void>;
}

/** The server at QDRANT_URL (with QDRANT_API_KEY) when that is set, so that one suite proves both; else a double of its REST API. */
export async function startQdrant(): Promise<QdrantForTests> {
  const url = process.env['QDRANT_URL'];
  if (url === undefined || url === '') {
    const double = await startQdrantDouble();
    return { url: double.url, apiKey: undefined, close: () => double.close() };
  }
  const apiKey = process.env['QDRANT_API_KEY'];
  const client = new QdrantClient({ url, ...(apiKey === undefined ? {} : { apiKey }) });
  const before = new Set((await client.getCollections()).collections.map(({ name }) => name));
  return {
    url,
    apiKey,
    async close() {
      const after = (await client.getCollections()).collections.map(({ name }) => name);
      for (const name of after.filter((each) => each.startsWith('autoweave~w-') && !before.has(each))) await client.deleteCollection(name);
    },
  };
}
