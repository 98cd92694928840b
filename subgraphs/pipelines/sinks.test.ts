import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../platform/event-log/event-log.ts';
import { ask, createIdentity } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

describe('the sinks of pipelines', () => {
  let pipelines: RunningPipelines;

  beforeEach(async () => {
    pipelines = await startPipelines();
  });

  afterEach(() => pipelines.close());

  async function runOver(records: readonly unknown[], sink: Record<string, unknown>, batchSize = 100) {
    pipelines.file('in.ndjson', records.map((record) => JSON.stringify(record)).join('\n'));
    return pipelines.runToEnd(await pipelines.define({ source: { file: { path: 'in.ndjson', format: 'NDJSON' } }, sink, batchSize }));
  }

  it('P06 writes vectors that are found by similarity and payload, and rejects what is none', async () => {
    const run = await runOver(
      [
        { id: 'east', vector: [1, 0], kind: 'wind' },
        { id: 'north', vector: [0, 1], kind: 'wind' },
        { id: 'flat', vector: [1, 0, 0], kind: 'wind' },
        { id: 'none', kind: 'wind' },
        { id: 'sun', vector: [0.9, 0.1], kind: 'star' },
      ],
      { vectors: { collection: 'winds', payload: ['kind'] } },
    );
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 5, out: 3, filtered: 0, rejected: 2 } });
    expect(run.rejected.nodes.map(({ index, rule, field }) => ({ index, rule, field }))).toEqual([
      { index: 2, rule: 'sink', field: null },
      { index: 3, rule: 'sink', field: 'vector' },
    ]);
    const search = '{ searchVectors(collection: "winds", vector: [1, 0], first: 2, filter: { kind: "wind" }) { id score payload } }';
    const found = await ask<{ searchVectors: { id: string; score: number; payload: unknown }[] }>(pipelines.endpoint, search);
    expect(found.searchVectors.map(({ id, payload }) => ({ id, payload }))).toEqual([
      { id: 'east', payload: { kind: 'wind' } },
      { id: 'north', payload: { kind: 'wind' } },
    ]);
    expect(found.searchVectors[0]?.score).toBeCloseTo(1, 5);
    expect(await ask(pipelines.endpoint, search, { identity: createIdentity({ workspace: 'other' }) })).toEqual({ searchVectors: [] });
    expect(await pipelines.refusal('{ searchVectors(collection: "winds", vector: []) { id } }')).toMatchObject({ code: 'BAD_USER_INPUT', field: 'vector' });
    expect(await pipelines.refusal('{ searchVectors(collection: "winds", vector: [1, 0], filter: { a: [1] }) { id } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'filter.a',
    });
  });

  it('P08 writes nodes and relations that can be walked, and rejects a relation to nothing', async () => {
    const run = await runOver(
      [
        { id: 'ann', boss: 'ann', at: 'acme' },
        { id: 'bob', boss: 'ann', at: 'acme' },
        { id: 'cid', boss: 'nobody', at: 'acme' },
      ],
      {
        graph: {
          nodes: [
            { label: 'Person', id: 'id', properties: ['id'] },
            { label: 'Firm', id: 'at', properties: ['at'] },
          ],
          relations: [
            { type: 'REPORTS_TO', from: 'id', to: 'boss' },
            { type: 'WORKS_AT', from: 'id', to: 'at' },
          ],
        },
      },
    );
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 3, out: 2, rejected: 1 } });
    expect(run.rejected.nodes).toMatchObject([{ index: 2, rule: 'sink' }]);
    const { graphNeighbourhood } = await ask<{ graphNeighbourhood: { nodes: { id: string; label: string; distance: number }[]; relations: unknown[] } }>(
      pipelines.endpoint,
      '{ graphNeighbourhood(id: "bob", depth: 1, direction: OUT) { nodes { id label distance } relations { from to type } } }',
    );
    expect(graphNeighbourhood.nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'acme', label: 'Firm', distance: 1 },
      { id: 'ann', label: 'Person', distance: 1 },
      { id: 'bob', label: 'Person', distance: 0 },
    ]);
    expect(graphNeighbourhood.relations).toContainEqual({ from: 'bob', to: 'ann', type: 'REPORTS_TO' });
    expect(await ask(pipelines.endpoint, '{ graphNeighbourhood(id: "cid") { nodes { id } } }')).toEqual({ graphNeighbourhood: null });
    expect(await ask(pipelines.endpoint, '{ graphNeighbourhood(id: "bob") { nodes { id } } }', { identity: createIdentity({ workspace: 'other' }) })).toEqual({
      graphNeighbourhood: null,
    });
    expect(await pipelines.refusal('{ graphNeighbourhood(id: "bob", depth: 7) { nodes { id } } }')).toMatchObject({ code: 'BAD_USER_INPUT', field: 'depth' });
  });

  it('P03 publishes records as events of one type, with subject and cause', async () => {
    await pipelines.define({
      source: { event: { pattern: 'order.placed' } },
      steps: [{ filter: { expression: 'data.total > 100' } }, { map: { expression: '{"order": data.id, "total": data.total}' } }],
      sink: { topic: { type: 'order.large', subject: 'order' } },
    });
    await pipelines.publish('order.placed', { id: 'o1', total: 50 }, { id: 'e-small' });
    await pipelines.publish('order.placed', { id: 'o2', total: 500 }, { id: 'e-large' });
    const scope = { workspace: 'default', principal: 'test' };
    const read = async (): Promise<readonly RecordedEvent[]> =>
      (await pipelines.running.host.log.read(scope, { filter: { pattern: 'order.large' }, limit: 10, direction: 'forward' })).events;
    await waitUntil(async () => (await read()).length === 1);
    expect(await read()).toMatchObject([{ type: 'order.large', subject: 'o2', data: { order: 'o2', total: 500 }, causationId: 'e-large' }]);
  });

  it('does not drive itself with what it publishes', async () => {
    const id = await pipelines.define({
      source: { event: { pattern: '**' } },
      steps: [{ filter: { expression: 'type in ["go", "echo"]' } }, { map: { expression: '{"from": id}' } }],
      sink: { topic: { type: 'echo' } },
    });
    await pipelines.publish('go', 1);
    await pipelines.publish('go', 2);
    await waitUntil(
      async () =>
        (await ask<{ pipeline: { stats: { counts: { out: number } } } }>(pipelines.endpoint, `{ pipeline(id: "${id}") { stats { counts { out } } } }`)).pipeline
          .stats.counts.out === 2,
    );
    await pipelines.publish('go', 3);
    await waitUntil(
      async () =>
        (await ask<{ pipeline: { stats: { counts: { out: number } } } }>(pipelines.endpoint, `{ pipeline(id: "${id}") { stats { counts { out } } } }`)).pipeline
          .stats.counts.out === 3,
    );
  });

  it('P14 takes 100,000 rows in batches and accounts for each', async () => {
    const run = await runOver(
      Array.from({ length: 100_000 }, (_, index) => ({ id: index % 50_000, index })),
      { records: { collection: 'many', key: 'id' } },
      1_000,
    );
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 100_000, out: 100_000, filtered: 0, rejected: 0 } });
    expect(await pipelines.rows('many')).toHaveLength(50_000);
  });
});
