import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startAlone, type RunningBackend } from '../topologies/cluster.ts';

describe('a rule that sends events to a pipeline', () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let backend: RunningBackend;

  beforeEach(async () => {
    folder = createTemporaryFolder();
    backend = await startAlone({ AUTOWEAVE_DATA_DIR: folder.path });
  });

  afterEach(async () => {
    await backend.stop();
    folder.remove();
  });

  async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(backend.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Data; errors?: readonly { message: string }[] };
    if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  it('E07 runs each matching event through the pipeline, once', async () => {
    const pipeline = {
      id: 'big-orders',
      name: 'Big orders',
      source: { event: { pattern: 'pipeline.input', subject: 'pipeline/big-orders' } },
      steps: [{ map: { expression: '{ "id": data.id, "total": data.total }' } }],
      sink: { records: { collection: 'big', key: 'id' } },
    };
    await ask('mutation ($input: PipelineInput!) { definePipeline(input: $input) { pipeline { id } } }', { input: pipeline });
    const rule = { id: 'big', name: 'Big orders', pattern: 'order.*', condition: 'data.total > 100', target: { pipeline: 'big-orders' } };
    const saved = await ask('mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) { rule { target { pipeline topic } } } }', {
      input: rule,
    });
    expect(saved).toEqual({ saveRoutingRule: { rule: { target: { pipeline: 'big-orders', topic: null } } } });
    for (const [id, total] of Object.entries({ a: 50, b: 150, c: 250 })) {
      await ask('mutation ($data: JSON!) { publishEvent(input: { type: "order.made", subject: "order/1", data: $data }) { position } }', {
        data: { id, total },
      });
    }
    const rows = async () =>
      (await ask<{ pipelineRecords: { nodes: { data: object }[] } }>('{ pipelineRecords(collection: "big") { nodes { data } } }')).pipelineRecords.nodes;
    await waitUntil(async () => (await rows()).length === 2);
    expect((await rows()).map(({ data }) => data)).toEqual([
      { id: 'b', total: 150 },
      { id: 'c', total: 250 },
    ]);
  });
});
