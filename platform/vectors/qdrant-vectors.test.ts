import { afterAll, describe, expect, it } from '@jest/globals';
import { startQdrant, type QdrantForTests } from '../../test/support/qdrant.ts';
import { startQdrantDouble } from '../../test/support/qdrant-double.ts';
import { createLogger } from '../logging/logger.ts';
import { createQdrantVectors } from './qdrant-vectors.ts';
import { describeVectorStore } from './vectors.contract.ts';

const logger = createLogger({ level: 'silent', process: 'test' });
const scope = { workspace: 'w', principal: 'p' };

let server: QdrantForTests | undefined;
afterAll(async () => {
  await server?.close();
});

describeVectorStore('Qdrant', async () => {
  server = await startQdrant();
  return createQdrantVectors({ ...server, logger });
});

describe('the vector store over Qdrant, in trouble', () => {
  it('refuses to start when no server answers, in one line', async () => {
    const gone = await startQdrantDouble();
    await gone.close();
    await expect(createQdrantVectors({ url: gone.url, logger })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^QDRANT_URL: no usable Qdrant answers at 127\.0\.0\.1:\d+$/),
    });
  });

  it('refuses to start with a wrong key, in one line that does not tell it', async () => {
    const double = await startQdrantDouble({ apiKey: 'the-right-one' });
    await expect(createQdrantVectors({ url: double.url, apiKey: 'not-the-key', logger })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^QDRANT_API_KEY: Qdrant at 127\.0\.0\.1:\d+ refuses it \(HTTP 401\)$/),
    });
    const vectors = await createQdrantVectors({ url: double.url, apiKey: 'the-right-one', logger });
    expect(await vectors.collections(scope)).toEqual([]);
    await double.close();
  });

  it('says STORE_UNAVAILABLE while the server is away, and goes on when it is back', async () => {
    const double = await startQdrantDouble();
    const vectors = await createQdrantVectors({ url: double.url, logger });
    await vectors.upsert(scope, 'docs', [{ id: 'a', vector: [1], payload: {} }]);
    double.refuseAll(true);
    expect(await vectors.status()).toEqual({ engine: 'qdrant', reachable: false });
    const calls = [
      vectors.upsert(scope, 'docs', [{ id: 'b', vector: [1], payload: {} }]),
      vectors.search(scope, 'docs', { vector: [1], limit: 1 }),
      vectors.get(scope, 'docs', ['a']),
      vectors.remove(scope, 'docs', ['a']),
      vectors.collections(scope),
    ];
    for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'STORE_UNAVAILABLE' } });
    double.refuseAll(false);
    expect(await vectors.get(scope, 'docs', ['a', 'b'])).toHaveLength(1);
    await double.close();
  });

  it.each(['new', 'left without its index by a process that ended'])('indexes what it filters by, in a collection that is %s', async (state) => {
    const double = await startQdrantDouble();
    const vectors = await createQdrantVectors({ url: double.url, logger });
    const address = `${double.url}/collections/autoweave~w~docs`;
    if (state !== 'new') {
      const body = JSON.stringify({ vectors: { size: 1, distance: 'Cosine' } });
      await fetch(address, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
    }
    await vectors.upsert(scope, 'docs', [{ id: 'a', vector: [1], payload: {} }]);
    const response = await fetch(address);
    expect(await response.json()).toMatchObject({ result: { payload_schema: { pairs: { data_type: 'keyword' } } } });
    await double.close();
  });
});
