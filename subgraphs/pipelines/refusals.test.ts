import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, call, follow } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';

const SINK = { records: { collection: 'out' } };
const EVENTS = { event: { pattern: 'tick' } };

describe('what pipelines refuse', () => {
  let pipelines: RunningPipelines;

  beforeAll(async () => {
    pipelines = await startPipelines();
  });

  afterAll(() => pipelines.close());

  it.each<[string, Record<string, unknown>, string]>([
    ['no source', { source: {}, sink: SINK }, 'input.source'],
    ['two sources', { source: { ...EVENTS, file: { path: 'a', format: 'CSV' } }, sink: SINK }, 'input.source'],
    ['no sink', { source: EVENTS, sink: {} }, 'input.sink'],
    ['two sinks', { source: EVENTS, sink: { ...SINK, topic: { type: 'a' } } }, 'input.sink'],
    ['an empty step', { source: EVENTS, steps: [{ filter: { expression: '1' } }, {}], sink: SINK }, 'input.steps[1]'],
    ['a step of two kinds', { source: EVENTS, steps: [{ filter: { expression: '1' }, map: { expression: '$' } }], sink: SINK }, 'input.steps[0]'],
    ['a map of two kinds', { source: EVENTS, steps: [{ map: { expression: '$', fields: [] } }], sink: SINK }, 'input.steps[0].map'],
    ['a bad expression', { source: EVENTS, steps: [{ filter: { expression: 'a >' } }], sink: SINK }, 'input.steps[0].filter.expression'],
    [
      'a bad field expression',
      { source: EVENTS, steps: [{ map: { fields: [{ to: 'a', expression: '(' }] } }], sink: SINK },
      'input.steps[0].map.fields[0].expression',
    ],
    [
      'a path to a prototype',
      { source: EVENTS, steps: [{ map: { fields: [{ to: '__proto__.x', from: 'a' }] } }], sink: SINK },
      'input.steps[0].map.fields[0].to',
    ],
    ['a bad event pattern', { source: { event: { pattern: 'a..b' } }, sink: SINK }, 'input.source.event.pattern'],
    [
      'a bad rule pattern',
      { source: EVENTS, steps: [{ validate: { rules: [{ field: 'a', pattern: '(' }] } }], sink: SINK },
      'input.steps[0].validate.rules[0].pattern',
    ],
    ['a rule without a demand', { source: EVENTS, steps: [{ validate: { rules: [{ field: 'a' }] } }], sink: SINK }, 'input.steps[0].validate.rules[0]'],
    [
      'a rule whose least is above its most',
      { source: EVENTS, steps: [{ validate: { rules: [{ field: 'a', min: 2, max: 1 }] } }], sink: SINK },
      'input.steps[0].validate.rules[0].min',
    ],
    ['no rules', { source: EVENTS, steps: [{ validate: { rules: [] } }], sink: SINK }, 'input.steps[0].validate.rules'],
    ['an unknown processor', { source: EVENTS, steps: [{ processor: { name: 'nope' } }], sink: SINK }, 'input.steps[0].processor.name'],
    ['a bad URL', { source: { http: { url: 'file:///etc/passwd' } }, sink: SINK }, 'input.source.http.url'],
    ['a URL with a password', { source: { http: { url: 'http://a:b@c/' } }, sink: SINK }, 'input.source.http.url'],
    ['a batch of none', { source: EVENTS, sink: SINK, batchSize: 0 }, 'input.batchSize'],
    ['a bad id', { id: 'a/b', source: EVENTS, sink: SINK }, 'input.id'],
    ['a blank name', { name: ' ', source: EVENTS, sink: SINK }, 'input.name'],
    ['a bad collection', { source: EVENTS, sink: { records: { collection: '1' } } }, 'input.sink.records.collection'],
    ['a topic with a wildcard', { source: EVENTS, sink: { topic: { type: 'a.*' } } }, 'input.sink.topic.type'],
    ['a topic of the backend itself', { source: EVENTS, sink: { topic: { type: 'pipeline.defined' } } }, 'input.sink.topic.type'],
    ['a graph of nothing', { source: EVENTS, sink: { graph: {} } }, 'input.sink.graph'],
    ['a bad label', { source: EVENTS, sink: { graph: { nodes: [{ label: 'a b', id: 'id' }] } } }, 'input.sink.graph.nodes[0].label'],
  ])('refuses %s, names the field and stores nothing', async (_what, input, field) => {
    expect(await pipelines.refusedDefinition(input)).toEqual({ code: 'BAD_USER_INPUT', field });
    expect(await ask(pipelines.endpoint, '{ pipelines { nodes { id } } }')).toEqual({ pipelines: { nodes: [] } });
  });

  it.each([
    ['an unknown step', { source: EVENTS, steps: [{ explode: {} }], sink: SINK }],
    ['an unknown sink', { source: EVENTS, sink: { kafka: {} } }],
    ['an unknown source', { source: { ftp: {} }, sink: SINK }],
    ['a wrong type', { source: EVENTS, sink: SINK, batchSize: 'many' }],
  ])('refuses %s by its type', async (_what, input) => {
    const { errors } = await call(pipelines.endpoint, 'mutation ($input: PipelineInput!) { definePipeline(input: $input) { pipeline { id } } }', {
      variables: { input: { name: 'n', ...input } },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['runPipeline', 'run { id }'],
    ['pausePipeline', 'pipeline { id }'],
    ['resumePipeline', 'pipeline { id }'],
    ['deletePipeline', 'id'],
  ])('%s of an unknown pipeline is NOT_FOUND', async (field, selection) => {
    expect(await pipelines.refusal(`mutation { ${field}(id: "none") { ${selection} } }`)).toMatchObject({ code: 'NOT_FOUND', field: 'id' });
  });

  it('refuses to follow no run, two things, or an unknown one', async () => {
    for (const [args, code] of [
      ['', 'BAD_USER_INPUT'],
      ['(runId: "a", pipelineId: "b")', 'BAD_USER_INPUT'],
      ['(runId: "none")', 'NOT_FOUND'],
      ['(pipelineId: "none")', 'NOT_FOUND'],
    ] as const) {
      const followed = await follow(pipelines.endpoint, `subscription { pipelineRunProgressed${args} { kind } }`);
      expect(followed.frames[0]?.errors?.[0]?.extensions).toMatchObject({ code });
    }
  });
});
