import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, createIdentity, follow, type CallOptions } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { analyticsSubgraph } from './server.ts';

const RECORD =
  'mutation ($inputs: [MetricInput!]!, $commandId: ID) { recordMetrics(inputs: $inputs, commandId: $commandId) { recorded receipt { commandId position repeated durability { level } } } }';
const METRICS = 'query ($query: MetricQuery!) { metrics(query: $query) { name labels aggregation points { timestamp value count sum min max avg } } }';

interface Recorded {
  readonly recordMetrics: {
    readonly recorded: number;
    readonly receipt: { readonly commandId: string; readonly position: string; readonly repeated: boolean };
  };
}
interface Series {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly points: readonly { readonly timestamp: string; readonly value: number; readonly count: number }[];
}

describe('the analytics subgraph', () => {
  let folder: DataFolder;
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  async function start(): Promise<void> {
    running = await startTestHost(folder, { name: 'analytics' });
    endpoint = await analyticsSubgraph.start(running.host);
  }

  beforeEach(async () => {
    folder = createDataFolder();
    await start();
  });

  afterEach(async () => {
    await running.close();
    folder.remove();
  });

  async function record(inputs: readonly Record<string, unknown>[], options: CallOptions & { commandId?: string } = {}): Promise<Recorded['recordMetrics']> {
    const { commandId, ...rest } = options;
    return (await ask<Recorded>(endpoint, RECORD, { variables: { inputs, commandId }, ...rest })).recordMetrics;
  }

  async function query(asked: Record<string, unknown>, options: CallOptions = {}): Promise<readonly Series[]> {
    return (await ask<{ metrics: readonly Series[] }>(endpoint, METRICS, { variables: { query: asked }, ...options })).metrics;
  }

  async function publish(type: string, count: number, options: { subject?: string; workspace?: string } = {}): Promise<string> {
    const { subject, workspace = 'default' } = options;
    const drafts = Array.from({ length: count }, (_, index) => ({
      id: `${type}-${workspace}-${index}`,
      source: 'test',
      type,
      ...(subject === undefined ? {} : { subject }),
    }));
    const outcome = await running.host.log.append({ workspace, principal: 'ada' }, drafts);
    if (outcome.kind !== 'appended') throw new Error(outcome.kind);
    return outcome.events.at(-1)?.position ?? '';
  }

  it('A01 answers a recorded metric by name and labels, also after a restart', async () => {
    const receipt = await record([
      { name: 'latency_ms', value: 12.5, timestamp: '2026-01-01T00:00:10Z', labels: { service: 'web', method: 'GET' } },
      { name: 'latency_ms', value: 20, timestamp: '2026-01-01T00:00:20Z', labels: { service: 'api' } },
    ]);
    expect(receipt).toMatchObject({ recorded: 2, receipt: { repeated: false, durability: { level: 'FSYNCED' }, position: expect.any(String) } });
    await running.close();
    await start();
    expect(await query({ names: ['latency_ms'], labels: { service: 'web' } })).toMatchObject([
      { name: 'latency_ms', labels: {}, aggregation: 'AVG', points: [{ timestamp: '2026-01-01T00:00:10.000Z', value: 12.5, count: 1 }] },
    ]);
    expect(await ask(endpoint, '{ metricNames(prefix: "lat") }')).toEqual({ metricNames: ['latency_ms'] });
    expect(await ask(endpoint, '{ metricNames(prefix: "x") }')).toEqual({ metricNames: [] });
  });

  it('A02 and A18 tells subscribers of samples as they are recorded, and after a resume of what they missed', async () => {
    const wanted = 'subscription { metricRecorded(name: "cpu", labels: { host: "a" }) { sequence samples { name value timestamp labels } } }';
    const followed = await follow(endpoint, wanted);
    await record([
      { name: 'cpu', value: 1, labels: { host: 'a' } },
      { name: 'cpu', value: 2, labels: { host: 'b' } },
    ]);
    await record([{ name: 'mem', value: 3, labels: { host: 'a' } }]);
    await record([{ name: 'cpu', value: 4, labels: { host: 'a' } }]);
    await waitUntil(() => followed.events().length === 2);
    const seen = followed.events<{ metricRecorded: { sequence: number; samples: { value: number }[] } }>().map(({ metricRecorded }) => metricRecorded);
    expect(seen.map(({ samples }) => samples.map(({ value }) => value))).toEqual([[1], [4]]);
    expect(seen[1]?.sequence).toBe((seen[0]?.sequence ?? 0) + 2);
    const position = followed.position() ?? '';
    await followed.stop();
    await record([{ name: 'cpu', value: 5, labels: { host: 'a' } }]);
    const resumed = await follow(endpoint, wanted, { stream: { resumeFrom: position } });
    await waitUntil(() => resumed.events().length === 1);
    expect(resumed.frames[0]).toMatchObject({ stream: { kind: 'state' } });
    expect(resumed.events()).toMatchObject([{ metricRecorded: { samples: [{ value: 5 }] } }]);
    await resumed.stop();
  });

  it('A17 pages single samples by time, filtered by label and half-open range', async () => {
    const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
    await record(Array.from({ length: 10 }, (_, index) => ({ name: 'm', value: index, timestamp: at(9 - index), labels: { odd: String(index % 2) } })));
    const page =
      'query ($after: String) { metricSamples(filter: { name: "m", from: "2026-01-01T00:00:01Z", to: "2026-01-01T00:00:08Z", labels: { odd: "1" } }, first: 2, after: $after) { nodes { value } pageInfo { hasNextPage endCursor } } }';
    const first = await ask<{ metricSamples: { nodes: { value: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(endpoint, page);
    expect(first.metricSamples.nodes.map(({ value }) => value)).toEqual([7, 5]);
    const second = await ask<typeof first>(endpoint, page, { variables: { after: first.metricSamples.pageInfo.endCursor } });
    expect(second.metricSamples).toMatchObject({ nodes: [{ value: 3 }], pageInfo: { hasNextPage: false } });
  });

  it('pages samples of more series than a statement has room for values', async () => {
    const atSecond = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();
    for (let batch = 0; batch < 33; batch += 1) {
      const indices = Array.from({ length: 1_000 }, (_, index) => batch * 1_000 + index);
      await record(indices.map((index) => ({ name: 'many', value: index, timestamp: atSecond(index), labels: { n: String(index) } })));
    }
    const page = '{ metricSamples(filter: { name: "many" }, first: 2) { nodes { value labels } } }';
    expect(await ask(endpoint, page)).toEqual({
      metricSamples: {
        nodes: [
          { value: 0, labels: { n: '0' } },
          { value: 1, labels: { n: '1' } },
        ],
      },
    });
  });

  it('counts each event once, whatever the restarts, and answers up to a position that is asked for', async () => {
    await publish('order.placed', 30, { subject: 'service/shop' });
    await publish('order.paid.late', 5);
    await running.close();
    await start();
    await publish('order.paid', 7, { subject: 'service/shop' });
    const position = await publish('user.created', 1);
    const counts = await ask<{ all: unknown; byType: unknown }>(
      endpoint,
      '{ all: eventCounts(pattern: "order.*") { count timestamp type } byType: eventCounts(groupByType: true) { type count } none: eventCounts(pattern: "x") { count } }',
      { stream: { minPosition: position } },
    );
    expect(counts).toEqual({
      all: [{ count: 37, timestamp: null, type: null }],
      byType: [
        { type: 'order.paid', count: 7 },
        { type: 'order.paid.late', count: 5 },
        { type: 'order.placed', count: 30 },
        { type: 'user.created', count: 1 },
      ],
      none: [{ count: 0 }],
    });
    const entities = await ask(endpoint, 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service { id eventCount } } }', {
      variables: {
        r: [
          { __typename: 'Service', id: 'shop' },
          { __typename: 'Service', id: 'other' },
        ],
      },
    });
    expect(entities).toEqual({
      _entities: [
        { id: 'shop', eventCount: 37 },
        { id: 'other', eventCount: 0 },
      ],
    });
    const hours = await ask<{ eventCounts: { timestamp: string; count: number }[] }>(endpoint, '{ eventCounts(groupBy: HOUR) { timestamp count } }');
    expect(hours.eventCounts.reduce((sum, { count }) => sum + count, 0)).toBe(43);
    expect(hours.eventCounts.every(({ timestamp }) => timestamp.endsWith(':00:00.000Z'))).toBe(true);
  });

  it('reads its own writes by the receipt, and repeats a command without recording twice', async () => {
    const first = await record([{ name: 'n', value: 1 }], { commandId: 'c1' });
    const again = await record(
      [
        { name: 'n', value: 1 },
        { name: 'n', value: 2 },
      ],
      { commandId: 'c1' },
    );
    expect(again).toMatchObject({ recorded: 1, receipt: { commandId: 'c1', repeated: true, position: first.receipt.position } });
    const series = await query({ names: ['n'], aggregation: 'COUNT' }, { stream: { minPosition: first.receipt.position } });
    expect(series).toMatchObject([{ points: [{ value: 1 }] }]);
  });

  it('answers the metrics of a service as an entity', async () => {
    await record([
      { name: 'b', value: 1, labels: { service: 's1' } },
      { name: 'a', value: 2, labels: { service: 's1' } },
      { name: 'a', value: 9, labels: { service: 's2' } },
    ]);
    const data = await ask(
      endpoint,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service { id metrics(aggregation: SUM) { name points { value } } } } }',
      {
        variables: {
          r: [
            { __typename: 'Service', id: 's1' },
            { __typename: 'Service', id: 'none' },
          ],
        },
      },
    );
    expect(data).toEqual({
      _entities: [
        {
          id: 's1',
          metrics: [
            { name: 'a', points: [{ value: 2 }] },
            { name: 'b', points: [{ value: 1 }] },
          ],
        },
        { id: 'none', metrics: [] },
      ],
    });
  });

  it('keeps workspaces apart', async () => {
    const identity = createIdentity({ workspace: 'other' });
    await record([{ name: 'secret', value: 1, labels: { service: 's' } }]);
    const position = await publish('a.b', 3, { workspace: 'other' });
    expect(await query({ names: ['secret'] }, { identity })).toEqual([]);
    const counts = await ask(endpoint, '{ metricNames eventCounts { count } metricSamples(filter: { name: "secret" }) { nodes { value } } }', {
      identity,
      stream: { minPosition: position },
    });
    expect(counts).toEqual({ metricNames: [], eventCounts: [{ count: 3 }], metricSamples: { nodes: [] } });
  });

  it('sums nothing up for a caller that has gone', async () => {
    await record([{ name: 'latency_ms', value: 1 }]);
    const gone = new AbortController();
    gone.abort(new Error('the caller has gone'));
    const request = { query: METRICS, variables: { query: { names: ['latency_ms'] } }, identity: createIdentity() };
    const answer = await endpoint.execute({ ...request, signal: gone.signal });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });
});
