import type { Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { createFixtureEndpoint, sdlOf, serveFixture, type SubgraphFixture } from '../../conformance/federation/fixture-subgraph.ts';
import { IDENTITY } from '../../conformance/federation/federation.ts';
import { runAutoweave, startAutoweave } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const words: SubgraphFixture = {
  name: 'words',
  sdl: 'type Query { word: Word } type Word @key(fields: "id") { id: ID! text: String }',
  resolvers: { Query: { word: () => ({ id: '1', text: 'hello' }) } },
};
const counts: SubgraphFixture = {
  name: 'counts',
  sdl: 'type Word @key(fields: "id") { id: ID! length: Int }',
  resolvers: { Word: { __resolveReference: ({ id }: { id: string }) => ({ id, length: 5 }) } },
};

const folder = createTemporaryFolder();
const servers: Server[] = [];
const urls = new Map<string, string>();
const ENVIRONMENT = {
  AUTOWEAVE_DATA_DIR: join(folder.path, 'data'),
  AUTOWEAVE_FORWARD_IDENTITY: 'false',
  AUTOWEAVE_SUPERGRAPH_POLL_MS: '100',
  LOG_LEVEL: 'info',
};

beforeAll(async () => {
  for (const fixture of [words, counts]) {
    const { url, server } = await serveFixture(createFixtureEndpoint(fixture), IDENTITY);
    servers.push(server);
    urls.set(fixture.name, url);
  }
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  folder.remove();
});

async function compose(fixtures: readonly SubgraphFixture[]): Promise<string> {
  const composition = await composeSupergraph(fixtures.map((fixture) => ({ name: fixture.name, url: urls.get(fixture.name) ?? '', sdl: sdlOf(fixture) })));
  if (composition.kind === 'refused') throw new Error('expected to compose');
  return composition.sdl;
}

async function ask(url: string, query: string): Promise<{ status: number; body: { data?: unknown; errors?: unknown[] } }> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return { status: response.status, body: (await response.json()) as { data?: unknown } };
}

describe('the gateway over a file', () => {
  it('takes a new supergraph under load without one failed request, and refuses a broken one', async () => {
    const path = join(folder.path, 'supergraph.graphql');
    const [small, large] = [await compose([words]), await compose([words, counts])];
    writeFileSync(path, small);
    const gateway = await startAutoweave(['gateway', '--supergraph', path, '--port', '0'], ENVIRONMENT);
    try {
      let answered = 0;
      const failed: unknown[] = [];
      let loading = true;
      async function load(): Promise<void> {
        while (loading) {
          const { status, body } = await ask(gateway.url, '{ word { id text } }');
          if (status !== 200 || JSON.stringify(body) !== '{"data":{"word":{"id":"1","text":"hello"}}}') failed.push(body);
          answered += 1;
        }
      }
      const loads = Array.from({ length: 8 }, load);
      const knowsLength = async () => (await ask(gateway.url, '{ word { length } }')).body.errors === undefined;
      for (let round = 0; round < 5; round += 1) {
        writeFileSync(path, large);
        await waitUntil(knowsLength);
        writeFileSync(path, 'type Query { broken');
        await waitUntil(() => gateway.log().split('a new supergraph is refused').length > round + 1);
        expect(await knowsLength()).toBe(true);
        writeFileSync(path, small);
        await waitUntil(async () => !(await knowsLength()));
      }
      loading = false;
      await Promise.all(loads);
      expect(failed).toEqual([]);
      expect(answered).toBeGreaterThan(50);
      const metrics = await (await fetch(new URL('/metrics', gateway.url))).text();
      expect(metrics).toMatch(/supergraph_reloads_total\{outcome="replaced"\} 10\b/);
      // A look that comes while the file is written is refused as well.
      expect(Number(/supergraph_reloads_total\{outcome="refused"\} (\d+)/.exec(metrics)?.[1])).toBeGreaterThanOrEqual(5);
    } finally {
      expect(await gateway.stop()).toBe(0);
    }
  });

  it('tells at /ready which subgraph is out of reach, and can serve until none is left', async () => {
    const served = await Promise.all([words, counts].map((fixture) => serveFixture(createFixtureEndpoint(fixture), IDENTITY)));
    const remotes = served.map(({ url }, index) => `${[words, counts][index]?.name}=${url}`).join(',');
    const path = join(folder.path, 'ready.graphql');
    writeFileSync(path, await compose([words, counts]));
    const gateway = await startAutoweave(['gateway', '--supergraph', path, '--port', '0'], { ...ENVIRONMENT, AUTOWEAVE_SUBGRAPHS: remotes });
    const shown = (...reachable: readonly boolean[]) => ({
      'subgraph words': { reachable: reachable[0], engine: 'http', required: false },
      'subgraph counts': { reachable: reachable[1], engine: 'http', required: false },
    });
    const becomes = (status: number, dependencies: object) =>
      waitUntil(async () => {
        const response = await fetch(new URL('/ready', gateway.url));
        expect([response.status, await response.json()]).toMatchObject([status, { status: status === 200 ? 'ready' : 'unavailable', dependencies }]);
        return true;
      });
    const end = (index: number) => {
      served[index]?.server.closeAllConnections();
      served[index]?.server.close();
    };
    try {
      await becomes(200, shown(true, true));
      end(1);
      await becomes(200, shown(true, false));
      expect((await ask(gateway.url, '{ word { text } }')).body).toEqual({ data: { word: { text: 'hello' } } });
      end(0);
      await becomes(503, shown(false, false));
    } finally {
      expect(await gateway.stop()).toBe(0);
    }
  });
});

describe('the gateway with what @apollo/gateway has', () => {
  it('composes subgraphs by asking them, and follows them', async () => {
    const list = ['words', 'counts'].map((name) => `${name}=${urls.get(name)}`).join(',');
    const gateway = await startAutoweave(['gateway', '--introspect', list, '--port', '0'], ENVIRONMENT);
    try {
      expect((await ask(gateway.url, '{ word { text length } }')).body).toEqual({ data: { word: { text: 'hello', length: 5 } } });
    } finally {
      expect(await gateway.stop()).toBe(0);
    }
  });

  it('takes a supergraph manager and data sources of one’s own', async () => {
    const [manager, build] = [join(folder.path, 'manager.mjs'), join(folder.path, 'build.mjs')];
    const sdl = JSON.stringify(await compose([words, counts]));
    writeFileSync(manager, `export default { async initialize() { return { supergraphSdl: ${sdl} }; } };`);
    writeFileSync(
      build,
      `export default ({ name }) => ({ async process({ request, kind }) {
        if (name === 'words') return { data: { word: { __typename: 'Word', id: '9', text: kind } } };
        return { data: { _entities: request.variables.representations.map(({ __typename }) => ({ __typename, length: 7 })) } };
      } });`,
    );
    const gateway = await startAutoweave(['gateway', '--manager', manager, '--build-service', build, '--port', '0'], ENVIRONMENT);
    try {
      expect((await ask(gateway.url, '{ word { text length } }')).body).toEqual({ data: { word: { text: 'incoming operation', length: 7 } } });
    } finally {
      expect(await gateway.stop()).toBe(0);
    }
  });
});

describe('explain', () => {
  it('tells the plan on the command line, and with what it took to callers on this machine that ask', async () => {
    const [path, query] = [join(folder.path, 'explained.graphql'), join(folder.path, 'query.graphql')];
    writeFileSync(path, await compose([words, counts]));
    writeFileSync(query, 'query Q { word { text length } }');
    const { stdout, code } = await runAutoweave(['explain', query, '--supergraph', path], ENVIRONMENT);
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.trim().split(' ').slice(0, 4).join(' '))).toEqual(
      expect.arrayContaining(['Sequence', 'Fetch words', 'Fetch counts at word']),
    );
    expect(stdout).toContain('by ... on Word {');
    const gateway = await startAutoweave(['gateway', '--supergraph', path, '--port', '0'], ENVIRONMENT);
    try {
      const body = JSON.stringify({ query: '{ word { text length } }' });
      const headers = { 'content-type': 'application/json', 'x-autoweave-explain': '1' };
      const answered = (await (await fetch(gateway.url, { method: 'POST', headers, body })).json()) as { data: unknown; extensions: { explain: unknown } };
      expect(answered.data).toEqual({ word: { text: 'hello', length: 5 } });
      expect(answered.extensions.explain).toMatchObject({
        tookMs: expect.any(Number),
        plan: {
          kind: 'Sequence',
          nodes: [
            { kind: 'Fetch', service: 'words' },
            { kind: 'Fetch', service: 'counts', path: 'word' },
          ],
        },
        calls: [
          { service: 'words', outcome: 'OK', policies: [], tookMs: expect.any(Number) },
          { service: 'counts', outcome: 'OK', entities: 1 },
        ],
      });
      const told = await runAutoweave(['explain', query, '--url', gateway.url, '--variables', '{}'], ENVIRONMENT);
      expect(told.code).toBe(0);
      expect(told.stdout).toMatch(/^planned by native\nSequence\n[^]*by \.\.\. on Word \{[^]*\nanswered in [\d.]+ ms; whole answers are not kept\n/);
      expect(told.stdout).toMatch(/\n {2}words: took [\d.]+ ms from [\d.]+ ms on, OK\n {2}counts: took [\d.]+ ms from [\d.]+ ms on, 1 entities, OK\n$/);
      const refused = await runAutoweave(['explain', query, '--url', gateway.url.replace('/graphql', '/elsewhere')], ENVIRONMENT);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('/elsewhere: nothing is here') });
      expect((await ask(gateway.url, '{ word { text } }')).body).toEqual({ data: { word: { text: 'hello' } } });
    } finally {
      await gateway.stop();
    }
  });
});
