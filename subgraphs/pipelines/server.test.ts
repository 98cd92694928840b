import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const ROWS_SINK = { records: { collection: 'out', key: 'id' } };

describe('the pipelines subgraph', () => {
  let pipelines: RunningPipelines;

  beforeEach(async () => {
    pipelines = await startPipelines();
  });

  afterEach(() => pipelines.close());

  it('P03 takes a file through map, filter and validate into rows, and every record is accounted for', async () => {
    const lines = ['{"id":"a","n":1}', '{"id":"b","n":20}', 'not json', '{"id":"c"}', '', '{"id":"d","n":"x"}', '{"n":30}'];
    pipelines.file('in.ndjson', lines.join('\n'));
    const id = await pipelines.define({
      source: { file: { path: 'in.ndjson', format: 'NDJSON' } },
      steps: [
        { validate: { rules: [{ field: 'n', required: true, type: 'NUMBER' }] } },
        { filter: { expression: 'n > 10' } },
        {
          map: {
            fields: [
              { to: 'id', from: 'id' },
              { to: 'double', expression: 'n * 2' },
            ],
          },
        },
      ],
      sink: ROWS_SINK,
    });
    const run = await pipelines.runToEnd(id);
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 6, out: 1, filtered: 1, rejected: 4 }, error: null });
    expect(run.rejected.nodes.map(({ index, rule, field, step }) => ({ index, rule, field, step }))).toEqual([
      { index: 2, rule: 'parse', field: null, step: null },
      { index: 3, rule: 'required', field: 'n', step: 0 },
      { index: 4, rule: 'type', field: 'n', step: 0 },
      { index: 5, rule: 'sink', field: 'id', step: null },
    ]);
    expect(await pipelines.rows('out')).toMatchObject([{ key: 'b', data: { id: 'b', double: 40 } }]);
  });

  it('P01 transforms events as they arrive, shows the queue, and tells subscribers', async () => {
    const id = await pipelines.define({
      id: 'orders',
      source: { event: { pattern: 'order.*' } },
      steps: [{ map: { expression: '{"id": data.id, "total": data.price * data.count}' } }],
      sink: ROWS_SINK,
    });
    const followed = await follow(pipelines.endpoint, 'subscription { pipelineRunProgressed(pipelineId: "orders") { kind counts { in out } run { status } } }');
    await pipelines.publish('order.placed', { id: 'o1', price: 2, count: 3 });
    await pipelines.publish('other.thing', { id: 'x' });
    await pipelines.publish('order.placed', { id: 'o2', price: 5, count: 1 });
    await waitUntil(async () => (await pipelines.rows('out')).length === 2);
    expect((await pipelines.rows('out')).map(({ data }) => data)).toEqual([
      { id: 'o1', total: 6 },
      { id: 'o2', total: 5 },
    ]);
    const seen = await ask<Record<string, unknown>>(
      pipelines.endpoint,
      `{ pipeline(id: "${id}") { status queue { waiting lagMs paused checkpoint } stats { runs counts { in out } } lastRun { status } source { __typename } } }`,
    );
    expect(seen).toMatchObject({
      pipeline: {
        status: 'RUNNING',
        queue: { waiting: 0, lagMs: 0, paused: false },
        stats: { runs: 1, counts: { in: 2, out: 2 } },
        lastRun: { status: 'RUNNING' },
        source: { __typename: 'PipelineEventSource' },
      },
    });
    await waitUntil(() =>
      followed.events<{ pipelineRunProgressed: { counts: { in: number } } }>().some(({ pipelineRunProgressed }) => pipelineRunProgressed.counts.in === 2),
    );
    await followed.stop();
  });

  it('keeps workspaces apart', async () => {
    const other = createIdentity({ workspace: 'other' });
    const id = await pipelines.define({
      source: { event: { pattern: '**' } },
      steps: [{ filter: { expression: 'type = "a"' } }],
      sink: { records: { collection: 'out' } },
    });
    await pipelines.publish('a', 1, { workspace: 'other' });
    await pipelines.publish('a', 2);
    await waitUntil(async () => (await pipelines.rows('out')).length === 1);
    expect((await pipelines.rows('out'))[0]?.data).toMatchObject({ data: 2 });
    expect(await pipelines.rows('out', other)).toEqual([]);
    expect(await ask(pipelines.endpoint, `{ pipeline(id: "${id}") { id } pipelines { nodes { id } } }`, { identity: other })).toEqual({
      pipeline: null,
      pipelines: { nodes: [] },
    });
    expect(await pipelines.refusal(`mutation { deletePipeline(id: "${id}") { id } }`, {}, other)).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
  });
});
