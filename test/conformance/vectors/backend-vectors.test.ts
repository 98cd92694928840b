import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCpuMs, readRss } from '../../../bench/measure/process-usage.ts';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { repeat } from './document-vectors.ts';

const MAX_CPU_MS = 1_000;
const MAX_RSS_MB = 500;
const ALL_TRUE = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`v${at}`, true]));
const conditions = (count: number) => `query(${repeat(count, (at) => `$v${at}: Boolean!`)})`;
const lists = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
const PUBLISH = (data: string) => `mutation { publishEvent(input: { type: "vector.sent", data: ${data} }) { position } }`;

/** What costs planners, engines and subgraphs most for what it costs to send. */
const VECTORS: readonly (readonly [name: string, request: { query: string; variables?: unknown; accept?: string }])[] = [
  ['lists in lists as a literal, as many as are allowed', { query: PUBLISH(lists(8)) }],
  ['lists in lists as a literal, 300 levels', { query: PUBLISH(lists(300)) }],
  ['lists in lists under a condition', { query: PUBLISH(lists(40)).replace(') {', ') @include(if: true) {') }],
  ['objects in objects as a literal, 300 levels', { query: PUBLISH(`${'{ a: '.repeat(300)}1${'}'.repeat(300)}`) }],
  ['a literal of 4,000 lists', { query: PUBLISH(`[${repeat(4_000, () => '[1]')}]`) }],
  [
    '45 conditions',
    { query: `${conditions(45)} { services { nodes { ${repeat(45, (at) => `a${at}: name @include(if: $v${at})`)} } } }`, variables: ALL_TRUE(45) },
  ],
  [
    '24 conditions across subgraphs',
    {
      query: `${conditions(24)} { services { nodes { ${repeat(24, (at) => `... @include(if: $v${at}) { a${at}: eventCount }`)} } } }`,
      variables: ALL_TRUE(24),
    },
  ],
  [
    '20 conditions in one another',
    { query: `${conditions(20)} { ${repeat(20, (at) => `... @include(if: $v${at}) {`)} services { totalCount } ${'}'.repeat(20)} }`, variables: ALL_TRUE(20) },
  ],
  ['40 deferred fragments', { query: `{ ${repeat(40, (at) => `... @defer(label: "d${at}") { a${at}: services { totalCount } }`)} }` }],
  [
    '40 deferred fragments, in parts',
    {
      query: `{ ${repeat(40, (at) => `... @defer(label: "d${at}") { a${at}: services { totalCount } }`)} }`,
      accept: 'multipart/mixed;deferSpec=20220824, application/json',
    },
  ],
  [
    '25 deferred fragments in one another, in parts',
    {
      query: `{ ${repeat(25, (at) => `... @defer(label: "d${at}") { __typename`)} ${'}'.repeat(25)} }`,
      accept: 'multipart/mixed;deferSpec=20220824, application/json',
    },
  ],
  [
    '450 fragments at one place',
    { query: `{ services { nodes { ${repeat(450, (at) => `...f${at}`)} } } } ${repeat(450, (at) => `fragment f${at} on Service { ${LEAF(at)} }`)}` },
  ],
  [
    'fields of one name in one another',
    { query: `{ ${repeat(10, () => `services { ${repeat(10, () => `nodes { ${repeat(10, () => 'health { status since }')} }`)} }`)} }` },
  ],
  [
    'a union of many',
    {
      query: `{ pipelines { nodes { ${repeat(30, (at) => `a${at}: source { ... on PipelineEventSource { __typename } ... on PipelineHttpSource { __typename } }`)} } } }`,
    },
  ],
  [
    'the whole schema as often as is allowed',
    { query: `{ __schema { ${repeat(9, (at) => `a${at}: types { name fields { name args { name type { name } } type { name } } }`)} } }` },
  ],
  ['pages without end', { query: '{ events(first: 2147483647) { edges { node { id } } } services(first: 2147483647) { nodes { id } } }' }],
  ['a neighbourhood without end', { query: '{ graphNeighbourhood(id: "x", depth: 2147483647, first: 1000) { __typename } }' }],
  ['a pattern of many stars', { query: `{ events(filter: { types: ["${'**.'.repeat(200)}x"] }, first: 1) { edges { cursor } } }` }],
  ['a pattern of 100 kB', { query: `{ eventCounts(pattern: "${'a.'.repeat(50_000)}b") { count } }` }],
  ['a cursor of 500 kB', { query: `{ services(first: 1, after: "${'A'.repeat(500_000)}") { totalCount } }` }],
  ['a moment that there is not', { query: '{ eventCounts(from: "+275760-09-13T00:00:00.001Z") { count } }' }],
  ['an address of this machine', { query: 'mutation { registerService(input: { id: "f", name: "f", url: "file:///etc/passwd" }) { service { id } } }' }],
  [
    'a schema elsewhere',
    { query: 'query($s: JSON!) { checkEventSchema(type: "b", schema: $s) { __typename } }', variables: { s: { $ref: 'http://127.0.0.1:1/x' } } },
  ],
  [
    'a service with half a character',
    { query: 'mutation($i: RegisterServiceInput!) { registerService(input: $i) { service { id name } } }', variables: { i: { name: '\uD800' } } },
  ],
  [
    '250,000 texts',
    { query: 'query($v: [String!]) { graphNeighbourhood(id: "x", types: $v) { __typename } }', variables: { v: Array.from({ length: 200_000 }, () => 'a') } },
  ],
];

function LEAF(at: number): string {
  return ['id', 'name', 'version', 'url', 'status', 'tags', 'capabilities', 'metadata', 'registeredAt'][at % 9] ?? 'id';
}

// The processor time and the memory of another process are read from /proc.
(existsSync('/proc/self/status') ? describe : describe.skip).each([
  ['native', 'direct'],
  ['apollo', 'apollo'],
])('what attack vectors cost the backend itself (planner %s, entry %s)', (planner, entry) => {
  const folder = createTemporaryFolder();
  let backend: AutoweaveProcess;
  /** Of the process that serves: the launcher may stand before it. */
  beforeAll(async () => {
    backend = await startAutoweave(['start'], {
      PORT: '0',
      AUTOWEAVE_DATA_DIR: folder.path,
      AUTOWEAVE_PLANNER: planner,
      AUTOWEAVE_HTTP_ENTRY: entry,
      NODE_ENV: planner === 'apollo' ? 'production' : 'development',
    });
    // What is done once in a process is no vector's doing: planners are loaded, and plan across subgraphs.
    for (const query of ['{ services { nodes { id eventCount } } }', '{ services { nodes { id eventCount @include(if: true) } } }']) await send({ query });
    await send({ query: '{ ... @defer { services { totalCount } } }', accept: 'multipart/mixed;deferSpec=20220824, application/json' });
  }, 300_000);
  afterAll(async () => {
    await backend.stop();
    folder.remove();
  });

  async function send({ query, variables, accept = 'application/json' }: { query: string; variables?: unknown; accept?: string }) {
    const response = await fetch(backend.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: await response.text() };
  }

  it.each(VECTORS)(`S13 %s: answered for less than ${MAX_CPU_MS} ms of processor time, without a defect`, async (_name, request) => {
    const beforeMs = readCpuMs(backend.pid);
    const { status, text } = await send(request);
    const cpuMs = readCpuMs(backend.pid) - beforeMs;
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|node_modules|\.[jt]s:\d+|\n {4}at /);
    expect(cpuMs < MAX_CPU_MS ? 'little' : cpuMs).toBe('little');
  });

  it(`S13 all of them leave it below ${MAX_RSS_MB} MB, and answering`, async () => {
    expect(readRss(backend.pid).peakRssMb).toBeLessThan(MAX_RSS_MB);
    expect((await send({ query: '{ services { totalCount } }' })).text).toContain('"totalCount":');
  });
});
