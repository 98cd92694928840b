import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget, type WebhookTarget } from '../../test/support/webhook-target.ts';
import { eventsSubgraph } from './server.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'test', 'support', 'replay-until-killed.ts');
const COUNT = 300;

describe('a replay whose process is killed', () => {
  let folder: DataFolder;
  let target: WebhookTarget;

  beforeEach(async () => {
    folder = createDataFolder();
    target = await startWebhookTarget();
  });

  afterEach(async () => {
    await target.close();
    folder.remove();
  });

  async function publishAll(): Promise<void> {
    const running = await startTestHost(folder, { name: 'events' });
    const endpoint = await eventsSubgraph.start(running.host);
    const inputs = Array.from({ length: COUNT }, (_none, data) => ({ type: 'order.created', data }));
    await ask(endpoint, 'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position } }', { variables: { inputs } });
    await running.close();
  }

  async function runUntilCalls(count: number): Promise<void> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, folder.path, target.url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exited = once(child, 'exit');
    try {
      await waitUntil(() => target.calls.length >= count, { what: `${count} calls` });
    } finally {
      child.kill('SIGKILL');
      await exited;
    }
  }

  it('E05 goes on from its checkpoint after kill -9: every event in order, at most the one under way twice', async () => {
    await publishAll();
    await runUntilCalls(40);
    await runUntilCalls(target.calls.length + 40);
    const killedAt = target.calls.length;
    const running = await startTestHost(folder, { name: 'events' });
    const endpoint = await eventsSubgraph.start(running.host);
    const read = () =>
      ask<{ replay: { state: string; progress: { examined: number; replayed: number; suppressed: number } } }>(
        endpoint,
        '{ replay(id: "r") { state progress { examined replayed suppressed } } }',
      );
    await waitUntil(async () => (await read()).replay.state === 'DONE');
    expect(await read()).toEqual({ replay: { state: 'DONE', progress: { examined: COUNT, replayed: COUNT, suppressed: 0 } } });
    await running.close();
    const seen = target.calls.map(({ body }) => Number(body.data));
    expect(killedAt).toBeLessThan(COUNT);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect([...new Set(seen)]).toEqual(Array.from({ length: COUNT }, (_none, number) => number));
    // One call a kill may have been made and not been committed.
    expect(seen.length).toBeLessThanOrEqual(COUNT + 2);
  });
});
