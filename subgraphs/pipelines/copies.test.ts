import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLifecycle, type Lifecycle } from '../../platform/lifecycle/lifecycle.ts';
import type { Migration, Tables } from '../../platform/records/records.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import type { RecordsKit, SubgraphHost } from '../../platform/subgraph/host.ts';
import { ask } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { pipelinesSubgraph } from './server.ts';

describe('several copies of the pipelines subgraph over one store', () => {
  it('run each pipeline in one of them, and in another when that one stops', async () => {
    const folder = createDataFolder();
    mkdirSync(join(folder.path, 'files'));
    const running = await startTestHost(folder, { name: 'pipelines' });
    const { host } = running;
    let kit: Promise<RecordsKit<Tables>> | undefined;

    async function startCopy(instanceId: string): Promise<{ endpoint: SubgraphEndpoint; lifecycle: Lifecycle }> {
      const lifecycle = createLifecycle(host.logger);
      const copy: SubgraphHost = {
        ...host,
        instanceId,
        lifecycle,
        openRecords: <DB extends Tables>(migrations: readonly Migration[]) =>
          (kit ??= host.openRecords(migrations) as Promise<RecordsKit<Tables>>) as unknown as Promise<RecordsKit<DB>>,
      };
      return { endpoint: await pipelinesSubgraph.start(copy), lifecycle };
    }

    const first = await startCopy('first');
    const second = await startCopy('second');
    await ask(
      first.endpoint,
      'mutation { definePipeline(input: { id: "p", name: "p", source: { event: { pattern: "n" } }, sink: { topic: { type: "out" } }, batchSize: 7 }) { pipeline { id } } }',
    );
    const scope = { workspace: 'default', principal: 'test' };
    let published = 0;

    async function publish(count: number): Promise<void> {
      for (let index = 0; index < count; index += 1)
        await host.log.append(scope, [{ id: `n${published++}`, source: 'test', type: 'n', data: { n: published } }]);
    }
    async function outs(): Promise<readonly unknown[]> {
      return (await host.log.read(scope, { filter: { pattern: 'out' }, limit: 500, direction: 'forward' })).events.map(
        ({ data }) => (data as { data: { n: number } }).data.n,
      );
    }

    try {
      await publish(100);
      await waitUntil(async () => (await outs()).length === 100);
      await Promise.all([publish(50), first.lifecycle.stop('one copy stops')]);
      await waitUntil(async () => (await outs()).length === 150);
      expect(await outs()).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
      expect(await ask(second.endpoint, '{ pipeline(id: "p") { stats { runs counts { in out } } } }')).toEqual({
        pipeline: { stats: { runs: 1, counts: { in: 150, out: 150 } } },
      });
    } finally {
      await first.lifecycle.stop('the test is over');
      await second.lifecycle.stop('the test is over');
      await running.close();
      folder.remove();
    }
  });
});
