import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, follow } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const SINK = { records: { collection: 'out' } };
const EVENTS = { event: { pattern: 'tick' } };
const STATE =
  'query ($id: ID!) { pipeline(id: $id) { status queue { waiting paused } stats { runs counts { in out filtered rejected } } lastRun { id status } runs { nodes { status } } } }';

describe('the commands on pipelines', () => {
  let pipelines: RunningPipelines;

  beforeEach(async () => {
    pipelines = await startPipelines();
  });

  afterEach(() => pipelines.close());

  async function state(id: string) {
    const { pipeline } = await ask<{
      pipeline: { status: string; queue: { waiting: number }; stats: { runs: number; counts: { out: number } }; lastRun: { id: string } };
    }>(pipelines.endpoint, STATE, { variables: { id } });
    return pipeline;
  }

  async function settles(id: string, out: number) {
    await waitUntil(async () => (await state(id)).stats.counts.out === out, { what: `${out} records` });
  }

  it('P10 pauses with the checkpoint kept, resumes without loss, and deletes', async () => {
    const id = await pipelines.define({ source: EVENTS, sink: SINK });
    const followed = await follow(pipelines.endpoint, `subscription { pipelineRunProgressed(pipelineId: "${id}") { kind } }`);
    await pipelines.publish('tick', 1);
    await settles(id, 1);
    expect(await state(id)).toMatchObject({ status: 'RUNNING', queue: { paused: false } });
    await ask(pipelines.endpoint, `mutation { pausePipeline(id: "${id}") { pipeline { status } } }`);
    await pipelines.publish('tick', 2);
    await pipelines.publish('tick', 3);
    expect(await state(id)).toMatchObject({
      status: 'PAUSED',
      queue: { waiting: 2, paused: true },
      stats: { counts: { out: 1 } },
      lastRun: { status: 'PAUSED' },
    });
    await pipelines.restart();
    expect(await state(id)).toMatchObject({ status: 'PAUSED', stats: { counts: { out: 1 } } });
    expect(await ask(pipelines.endpoint, `mutation { resumePipeline(id: "${id}") { pipeline { status } } }`)).toEqual({
      resumePipeline: { pipeline: { status: 'RUNNING' } },
    });
    await settles(id, 3);
    expect((await pipelines.rows('out')).map(({ data }) => data['data']).toSorted()).toEqual([1, 2, 3]);
    expect(await state(id)).toMatchObject({ stats: { runs: 1, counts: { in: 3, out: 3, filtered: 0, rejected: 0 } } });
    expect(await ask(pipelines.endpoint, `mutation { deletePipeline(id: "${id}") { id receipt { repeated } } }`)).toEqual({
      deletePipeline: { id, receipt: { repeated: false } },
    });
    expect(await ask(pipelines.endpoint, `{ pipeline(id: "${id}") { id } }`)).toEqual({ pipeline: null });
    await pipelines.publish('tick', 4);
    expect(await pipelines.rows('out')).toHaveLength(3);
    expect(followed.events<{ pipelineRunProgressed: { kind: string } }>().map(({ pipelineRunProgressed }) => pipelineRunProgressed.kind)).toContain('PAUSED');
    await followed.stop();
  });

  it('P10 changes nothing when a paused pipeline is paused again, and refuses to run it', async () => {
    const id = await pipelines.define({ source: { file: { path: 'a.csv', format: 'CSV' } }, sink: SINK });
    const pause = `mutation { pausePipeline(id: "${id}") { pipeline { status updatedAt } } }`;
    const once = await ask(pipelines.endpoint, pause);
    expect(await ask(pipelines.endpoint, pause)).toEqual(once);
    expect(await pipelines.refusal(`mutation { runPipeline(id: "${id}") { run { id } } }`)).toMatchObject({ code: 'CONFLICT' });
  });

  it('answers the one run of an event pipeline when it is asked to run', async () => {
    const id = await pipelines.define({ source: EVENTS, sink: SINK });
    expect(await pipelines.run(id)).toBe((await state(id)).lastRun.id);
    expect((await state(id)).stats.runs).toBe(1);
  });

  it('does a command once, however often it is sent under one id', async () => {
    pipelines.file('a.csv', 'id\n1\n');
    const define = `mutation { definePipeline(commandId: "d1", input: { name: "n", source: { file: { path: "a.csv", format: CSV } }, sink: { records: { collection: "out" } } }) { pipeline { id } receipt { commandId repeated position } } }`;
    const first = await ask<{ definePipeline: { pipeline: { id: string }; receipt: Record<string, unknown> } }>(pipelines.endpoint, define);
    const second = await ask<typeof first>(pipelines.endpoint, define);
    expect(second.definePipeline).toEqual({ ...first.definePipeline, receipt: { ...first.definePipeline.receipt, repeated: true } });
    const { id } = first.definePipeline.pipeline;
    const run = `mutation { runPipeline(id: "${id}", commandId: "r1") { run { id } receipt { repeated } } }`;
    const started = await ask<{ runPipeline: { run: { id: string } } }>(pipelines.endpoint, run);
    await pipelines.becomes(started.runPipeline.run.id, 'COMPLETED');
    expect(await ask(pipelines.endpoint, run)).toEqual({ runPipeline: { run: started.runPipeline.run, receipt: { repeated: true } } });
    expect((await state(id)).stats.runs).toBe(1);
  });

  it('refuses a second pipeline of one id and keeps the first', async () => {
    const input = { id: 'one', source: EVENTS, sink: SINK };
    await pipelines.define(input);
    expect(await pipelines.refusedDefinition({ ...input, name: 'other' })).toEqual({ code: 'CONFLICT', field: 'input.id' });
    expect(await ask(pipelines.endpoint, '{ pipelines { nodes { id name } pageInfo { hasNextPage } } }')).toEqual({
      pipelines: { nodes: [{ id: 'one', name: 'test' }], pageInfo: { hasNextPage: false } },
    });
  });

  it('pages pipelines by name and shows them as they were defined', async () => {
    for (const name of ['c', 'a', 'b']) await pipelines.define({ id: name, name, source: EVENTS, sink: SINK });
    const page = 'query ($after: String) { pipelines(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } } }';
    const first = await ask<{ pipelines: { pageInfo: { endCursor: string } } }>(pipelines.endpoint, page);
    expect(first).toMatchObject({ pipelines: { nodes: [{ name: 'a' }, { name: 'b' }], pageInfo: { hasNextPage: true, hasPreviousPage: false } } });
    expect(await ask(pipelines.endpoint, page, { variables: { after: first.pipelines.pageInfo.endCursor } })).toMatchObject({
      pipelines: { nodes: [{ name: 'c' }], pageInfo: { hasNextPage: false } },
    });
  });

  it('P12 uses a processor by its name, and takes it up when it is replaced', async () => {
    const register = 'mutation ($input: PipelineProcessorInput!) { registerPipelineProcessor(input: $input) { processor { name kind } } }';
    await ask(pipelines.endpoint, register, { variables: { input: { name: 'tag', kind: 'MAP', expression: '{"v": data, "tag": 1}' } } });
    const id = await pipelines.define({ source: EVENTS, steps: [{ processor: { name: 'tag' } }], sink: SINK });
    await pipelines.publish('tick', 'a');
    await settles(id, 1);
    await ask(pipelines.endpoint, register, { variables: { input: { name: 'tag', kind: 'MAP', expression: '{"v": data, "tag": 2}' } } });
    await pipelines.publish('tick', 'b');
    await settles(id, 2);
    expect((await pipelines.rows('out')).map(({ data }) => data)).toEqual([
      { v: 'a', tag: 1 },
      { v: 'b', tag: 2 },
    ]);
    expect(await ask(pipelines.endpoint, '{ pipelineProcessors { name expression } }')).toEqual({
      pipelineProcessors: [{ name: 'tag', expression: '{"v": data, "tag": 2}' }],
    });
    expect(await pipelines.refusal(register, { input: { name: 'bad', kind: 'MAP', expression: '(' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.expression',
    });
  });

  it('refuses a pipeline that would drive itself through another', async () => {
    await pipelines.define({ id: 'there', source: { event: { pattern: 'ping' } }, sink: { topic: { type: 'pong' } } });
    expect(await pipelines.refusedDefinition({ source: { event: { pattern: 'po*ng' } }, sink: { topic: { type: 'ping' } } })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.source.event.pattern',
    });
    expect(await pipelines.refusedDefinition({ source: { event: { pattern: '*' } }, sink: { topic: { type: 'ping' } } })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.sink.topic.type',
    });
  });
});
