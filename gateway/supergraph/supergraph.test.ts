import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isInputObjectType, parse } from 'graphql';
import { createLogger } from '../../platform/logging/logger.ts';
import { createPlanner } from '../execution/create-planner.ts';
import type { Engine, Operation, OperationFrame } from '../operation.ts';
import { composeOrReuse, hashSubgraphs, readCommittedSupergraph, writeCommittedSupergraph } from './committed-supergraph.ts';
import { composeSupergraph, type SubgraphSdl } from './compose-supergraph.ts';
import { createLiveGenerations, type OwnedGeneration } from './live-generations.ts';
import { loadSupergraph } from './load-supergraph.ts';
import { readPercentLabel } from './override-labels.ts';
import { readSupergraph } from './supergraph.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"]) ';
const SUBGRAPHS: readonly SubgraphSdl[] = [
  { name: 'a', url: 'http://a.test/graphql', sdl: `${LINK} type Query { thing: Thing secret: Int @inaccessible } type Thing @key(fields: "id") { id: ID! }` },
  { name: 'b', url: '', sdl: `${LINK} type Thing @key(fields: "id") { id: ID! name: String }` },
];

async function compose(): Promise<string> {
  const composition = await composeSupergraph(SUBGRAPHS);
  if (composition.kind === 'refused') throw new Error('expected to compose');
  return composition.sdl;
}

describe('composition', () => {
  it('makes a supergraph that names its subgraphs and hides what is inaccessible', async () => {
    const supergraph = await readSupergraph(await compose());
    expect(supergraph.subgraphs).toEqual([
      { name: 'a', url: 'http://a.test/graphql' },
      { name: 'b', url: '' },
    ]);
    expect(Object.keys(supergraph.apiSchema.getQueryType()?.getFields() ?? {})).toEqual(['thing']);
    expect(Object.keys(supergraph.fullSchema.getQueryType()?.getFields() ?? {})).toEqual(['thing', 'secret']);
  });

  it('tells every problem at once, with its code', async () => {
    const composition = await composeSupergraph([
      { name: 'a', url: '', sdl: `${LINK} type Query { x: Int y: Int }` },
      { name: 'b', url: '', sdl: `${LINK} type Query { x: Int y: String }` },
    ]);
    expect(composition.kind).toBe('refused');
    const codes = composition.kind === 'refused' ? composition.problems.map(({ code }) => code) : [];
    expect(codes).toEqual(expect.arrayContaining(['INVALID_FIELD_SHARING', 'FIELD_TYPE_MISMATCH']));
  });

  it('names each subgraph whose SDL is no GraphQL', async () => {
    const composition = await composeSupergraph([
      { name: 'a', url: '', sdl: 'type {' },
      { name: 'b', url: '', sdl: 'nonsense' },
    ]);
    expect(composition).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'INVALID_GRAPHQL', message: expect.stringMatching(/^\[a\].*line 1/) }, { message: expect.stringMatching(/^\[b\]/) }],
    });
  });

  it('takes inputs of which one field is given, with the definition of @oneOf in the supergraph and without', async () => {
    const composition = await composeSupergraph([{ name: 'a', url: '', sdl: `${LINK} type Query { find(by: By!): Int } input By { id: ID name: String }` }]);
    if (composition.kind === 'refused') throw new Error('expected to compose');
    const used = composition.sdl.replace(/input By\s+@join__type\(graph: A\)/, '$& @oneOf');
    for (const sdl of [used, `${used}\ndirective @oneOf on INPUT_OBJECT\n`]) {
      const supergraph = await readSupergraph(sdl);
      const type = supergraph.apiSchema.getType('By');
      expect(isInputObjectType(type) && type.isOneOf).toBe(true);
      const planner = createPlanner(supergraph, { choice: 'native', logger: createLogger({ level: 'silent', process: 'test' }) });
      const plan = await planner.plan({ document: parse('{ find(by: { id: 1 }) }'), operationName: undefined, overrides: new Map() });
      expect(plan).toMatchObject({ planner: 'native', node: { kind: 'Fetch', serviceName: 'a' } });
    }
  });

  it('refuses a text that is no supergraph in one line', async () => {
    await expect(readSupergraph('type Query { x: Int }')).rejects.toThrow(
      /^not a usable supergraph: its schema links to no join specification; compose it [^\n]+$/,
    );
    await expect(readSupergraph('{{{')).rejects.toThrow(/^not a usable supergraph: Syntax Error/);
  });

  it('reads the share of a progressive override', () => {
    expect(['percent(0)', 'percent(12.5)', 'percent(100)', 'percent(101)', 'beta'].map(readPercentLabel)).toEqual([0, 12.5, 100, undefined, undefined]);
  });
});

describe('a supergraph kept on disk or behind a URL', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is reused while it was made of the same SDL, and composed again when it was not', async () => {
    const sdl = await compose();
    await writeCommittedSupergraph(folder, SUBGRAPHS, sdl);
    expect(await readCommittedSupergraph(folder, SUBGRAPHS.toReversed())).toBe(`${sdl.trimEnd()}\n`);
    const [first, second] = SUBGRAPHS;
    const changed = [{ ...first, sdl: first?.sdl.replace('id: ID! }', 'id: ID! extra: Int }') }, second] as SubgraphSdl[];
    expect(await readCommittedSupergraph(folder, changed)).toBeUndefined();
    const composed = await composeOrReuse(folder, changed);
    expect(composed.kind === 'composed' && composed.sdl).toContain('extra: Int');
    expect(Object.keys(hashSubgraphs(SUBGRAPHS))).toEqual(['a', 'b']);
  });

  it('is composed when its files are absent or broken', async () => {
    expect(await readCommittedSupergraph(folder, SUBGRAPHS)).toBeUndefined();
    await writeCommittedSupergraph(folder, SUBGRAPHS, 'x');
    await writeFile(join(folder, 'supergraph.hashes.json'), '{');
    expect(await readCommittedSupergraph(folder, SUBGRAPHS)).toBeUndefined();
  });

  it('is loaded from a file, with one clear line when that fails', async () => {
    const path = join(folder, 's.graphql');
    await writeFile(path, 'type Query');
    expect(await loadSupergraph(path)).toBe(await readFile(path, 'utf8'));
    await expect(loadSupergraph(join(folder, 'none'))).rejects.toThrow(`the supergraph ${join(folder, 'none')} cannot be read: no such file`);
    await expect(loadSupergraph(folder)).rejects.toThrow(/cannot be read: it is a folder/);
    await expect(loadSupergraph(path, { maxBytes: 3 })).rejects.toThrow(/larger than 3 bytes/);
    await writeFile(path, ' \n');
    await expect(loadSupergraph(path)).rejects.toThrow(/is empty/);
  });

  it('is loaded from a URL, bounded in size and time', async () => {
    const answers: Record<string, (response: ServerResponse) => void> = {
      '/ok': (response) => response.end('type Query'),
      '/missing': (response) => response.writeHead(404).end(),
      '/never': () => undefined,
    };
    const server = createServer((request, response) => answers[request.url ?? '']?.(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect(await loadSupergraph(`${base}/ok`)).toBe('type Query');
      await expect(loadSupergraph(`${base}/missing`)).rejects.toThrow(/answered with status 404/);
      await expect(loadSupergraph(`${base}/ok`, { maxBytes: 4 })).rejects.toThrow(/larger than 4 bytes/);
      await expect(loadSupergraph(`${base}/never`, { timeoutMs: 30 })).rejects.toThrow(/no answer within 30 ms/);
    } finally {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
    await expect(loadSupergraph(`${base}/ok`)).rejects.toThrow(/cannot be fetched: connection refused/);
  });
});

describe('generations', () => {
  const logger = createLogger({ level: 'silent', process: 'test' });
  const operation = {} as Operation;

  async function createGeneration(): Promise<{ owned: OwnedGeneration; finish: () => void; closed: () => number }> {
    const { apiSchema, sdl } = await readSupergraph(await compose());
    const running = Promise.withResolvers<void>();
    let closed = 0;
    const engine: Engine = {
      execute: () => running.promise.then(() => ({ data: {} })),
      async *subscribe(): AsyncGenerator<OperationFrame> {
        yield { result: { data: null }, stream: { kind: 'state' } };
      },
    };
    return { owned: { apiSchema, supergraphSdl: sdl, engine, close: () => void (closed += 1) }, finish: () => running.resolve(), closed: () => closed };
  }

  it('live until their last operation has ended, while new operations use the next one', async () => {
    const [first, second] = [await createGeneration(), await createGeneration()];
    const generations = createLiveGenerations(first.owned, logger);
    const seen: unknown[] = [];
    generations.onChange((generation) => seen.push(generation));
    const running = generations.current().engine.execute(operation);
    const following = generations.current().engine.subscribe(operation, {})[Symbol.asyncIterator]();
    await following.next();
    generations.replace(second.owned);
    expect(seen).toEqual([generations.current()]);
    expect(first.closed()).toBe(0);
    first.finish();
    await running;
    expect(first.closed()).toBe(0);
    await following.return?.();
    expect(first.closed()).toBe(1);
    await generations.close();
    expect([first.closed(), second.closed()]).toEqual([1, 1]);
  });

  it('close at once when nothing runs on them', async () => {
    const [first, second] = [await createGeneration(), await createGeneration()];
    const generations = createLiveGenerations(first.owned, logger);
    generations.replace(second.owned);
    expect([first.closed(), second.closed()]).toEqual([1, 0]);
  });
});
