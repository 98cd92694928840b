import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { createFixtureEndpoint, sdlOf, serveFixture, type SubgraphFixture } from '../../conformance/federation/fixture-subgraph.ts';
import { IDENTITY } from '../../conformance/federation/federation.ts';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const words: SubgraphFixture = {
  name: 'words',
  sdl: 'type Query { word: Word } type Word @key(fields: "id") { id: ID! text: String }',
  resolvers: { Query: { word: () => ({ id: '1', text: 'hello' }) } },
};
const origins: SubgraphFixture = {
  name: 'origins',
  sdl: 'type Word @key(fields: "id") { id: ID! from: Language } type Language @key(fields: "code") { code: ID! }',
  resolvers: { Word: { __resolveReference: ({ id }: { id: string }) => ({ id, from: { code: `en-${id}` } }) } },
};
/** One of two copies, and which version of it answers. */
const languages = (version: () => number): SubgraphFixture => ({
  name: 'languages',
  sdl: 'type Language @key(fields: "code") { code: ID! name: String version: Int }',
  resolvers: { Language: { __resolveReference: ({ code }: { code: string }) => ({ code, name: `name of ${code}`, version: version() }) } },
});

describe('a gateway over three subgraphs, one of them in two copies', () => {
  const folder = createTemporaryFolder();
  const servers: Server[] = [];
  const versions = [1, 1];
  let gateway: AutoweaveProcess;

  beforeAll(async () => {
    const fixtures = [words, origins, languages(() => versions[0] ?? 0), languages(() => versions[1] ?? 0)];
    const served = await Promise.all(fixtures.map((fixture) => serveFixture(createFixtureEndpoint(fixture), IDENTITY)));
    servers.push(...served.map(({ server }) => server));
    const [wordsUrl = '', originsUrl = '', first = '', second = ''] = served.map(({ url }) => url);
    const urls = [wordsUrl, originsUrl, first];
    const composition = await composeSupergraph(
      fixtures.slice(0, 3).map((fixture, index) => ({ name: fixture.name, url: urls[index] ?? '', sdl: sdlOf(fixture) })),
    );
    if (composition.kind === 'refused') throw new Error('expected to compose');
    const path = join(folder.path, 'supergraph.graphql');
    writeFileSync(path, composition.sdl);
    gateway = await startAutoweave(['gateway', '--supergraph', path, '--port', '0'], {
      AUTOWEAVE_DATA_DIR: join(folder.path, 'data'),
      AUTOWEAVE_FORWARD_IDENTITY: 'false',
      AUTOWEAVE_SUBGRAPHS: `languages=${first}|${second}`,
    });
  });

  afterAll(async () => {
    expect(await gateway.stop()).toBe(0);
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    folder.remove();
  });

  async function ask(
    query: string,
  ): Promise<{ data?: { word: { text: string; from: { name: string; version: number } } }; errors?: unknown; extensions?: unknown }> {
    const headers = { 'content-type': 'application/json', 'x-autoweave-explain': '1' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await response.json()) as Awaited<ReturnType<typeof ask>>;
  }

  it('G01 plans one query over all of them and joins what they know by the keys of entities', async () => {
    const { data, errors, extensions } = await ask('{ word { text from { name version } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ word: { text: 'hello', from: { name: 'name of en-1', version: 1 } } });
    expect(extensions).toMatchObject({
      explain: { calls: ['words', 'origins', 'languages'].map((service) => expect.objectContaining({ service, outcome: 'OK' })) },
    });
  });

  it('V13 answers every query while one copy after the other is replaced by a newer one, and is not started again', async () => {
    const failed: unknown[] = [];
    const seen = new Set<number>();
    let isOver = false;
    const answered = [0, 0, 0, 0];
    async function load(nth: number): Promise<void> {
      while (!isOver) {
        const { data, errors } = await ask('{ word { text from { version } } }');
        if (errors !== undefined || data?.word.text !== 'hello') failed.push(errors ?? data);
        else seen.add(data.word.from.version);
        answered[nth] = (answered[nth] ?? 0) + 1;
      }
    }
    const loads = answered.map((_none, nth) => load(nth));
    for (const copy of [0, 1]) {
      const server = servers[2 + copy];
      if (server === undefined) throw new Error('no such copy');
      const { port } = server.address() as AddressInfo;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      versions[copy] = 2 + copy;
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      // A copy that was away rests for a while; it is asked again, and nobody waits who asked before, when the other one goes.
      await waitUntil(() => seen.has(2 + copy));
      const before = [...answered];
      await waitUntil(() => answered.every((count, nth) => count > (before[nth] ?? 0)));
    }
    isOver = true;
    await Promise.all(loads);
    expect(failed).toEqual([]);
  });
});
