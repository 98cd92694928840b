import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines, type SeenRun } from '../../test/support/start-pipelines.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'test', 'support', 'run-pipelines-until-killed.ts');
const STEPS = [
  { validate: { rules: [{ field: 'n', required: true, type: 'NUMBER' }] } },
  { filter: { expression: 'n % 3 != 0' } },
  { map: { expression: '{"n": n, "sum": $sum([1..20])}' } },
];

describe('pipelines whose process is killed', () => {
  let pipelines: RunningPipelines;
  let server: Server | undefined;

  beforeEach(async () => {
    pipelines = await startPipelines();
  });

  afterEach(async () => {
    await pipelines.close();
    server?.close();
    server = undefined;
  });

  /** Carries the pipeline on in a process of its own, which is killed once it was told of records that it took in; then starts again here. */
  async function killInTheMiddle(pipelineId: string): Promise<void> {
    await pipelines.running.close();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, pipelines.folder.path, pipelineId], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    try {
      await waitUntil(() => child.signalCode ?? child.exitCode, { what: 'the end of the process' });
    } finally {
      child.kill('SIGKILL');
    }
    expect(child.signalCode).toBe('SIGKILL');
    await pipelines.restart();
  }

  async function lastRun(pipelineId: string): Promise<SeenRun> {
    const { pipeline } = await ask<{ pipeline: { lastRun: { id: string } } }>(pipelines.endpoint, `{ pipeline(id: "${pipelineId}") { lastRun { id } } }`);
    return pipelines.seeRun(pipeline.lastRun.id);
  }

  function expectReconciled({ counts }: SeenRun): void {
    expect(counts.in).toBe(counts.out + counts.filtered + counts.rejected);
  }

  function lines(count: number): string {
    return Array.from({ length: count }, (_, n) => JSON.stringify(n % 7 === 0 ? { odd: n } : { n })).join('\n');
  }

  it('P03 takes a file up at the checkpoint after kill -9, and each record counts once', async () => {
    const total = 4_000;
    pipelines.file('in.ndjson', lines(total));
    const id = await pipelines.define({
      source: { file: { path: 'in.ndjson', format: 'NDJSON' } },
      steps: STEPS,
      sink: { records: { collection: 'out' } },
      batchSize: 20,
    });
    await killInTheMiddle(id);
    // It is carried on once the lease of the killed process is over: what is read must be of one moment.
    const { atRestart, rows } = await waitUntil(async () => {
      const before = await lastRun(id);
      const stored = await pipelines.rows('out');
      return (await lastRun(id)).counts.in === before.counts.in ? { atRestart: before, rows: stored } : undefined;
    });
    expectReconciled(atRestart);
    expect(atRestart).toMatchObject({ status: 'RUNNING' });
    expect(atRestart.counts.in).toBeGreaterThan(0);
    expect(atRestart.counts.in).toBeLessThan(total);
    expect(rows).toHaveLength(atRestart.counts.out);
    const done = await waitUntil(async () => {
      const run = await lastRun(id);
      return run.status === 'RUNNING' ? undefined : run;
    });
    const rejected = Math.ceil(total / 7);
    const filtered = Array.from({ length: total }, (_, n) => n).filter((n) => n % 7 !== 0 && n % 3 === 0).length;
    expect(done).toMatchObject({ status: 'COMPLETED', counts: { in: total, out: total - rejected - filtered, filtered, rejected } });
    expect(await pipelines.rows('out')).toHaveLength(total - rejected - filtered);
  });

  it('P01 loses no event and takes none twice after kill -9', async () => {
    const total = 1_500;
    const id = await pipelines.define({
      source: { event: { pattern: 'n' } },
      steps: [{ map: { expression: '{"n": data.n}' } }, ...STEPS],
      sink: { topic: { type: 'out.n' } },
      batchSize: 10,
    });
    await ask(pipelines.endpoint, `mutation { pausePipeline(id: "${id}") { pipeline { id } } }`);
    const drafts = Array.from({ length: total }, (_, n) => ({ id: `n${n}`, source: 'test', type: 'n', data: n % 7 === 0 ? {} : { n } }));
    for (let from = 0; from < total; from += 500)
      await pipelines.running.host.log.append({ workspace: 'default', principal: 'test' }, drafts.slice(from, from + 500));
    await killInTheMiddle(id);
    expectReconciled(await lastRun(id));
    const done = await waitUntil(async () => {
      const run = await lastRun(id);
      return run.counts.in >= total ? run : undefined;
    });
    expectReconciled(done);
    expect(done).toMatchObject({ status: 'RUNNING', counts: { in: total, rejected: Math.ceil(total / 7) } });
    const published = await waitUntil(async () => {
      const { events } = await pipelines.running.host.log.read(
        { workspace: 'default', principal: 'test' },
        { filter: { pattern: 'out.n' }, limit: 500, direction: 'backward' },
      );
      const last = events[0]?.data as { n: number } | undefined;
      return last?.n === total - 1 ? events : undefined;
    });
    expect(new Set(published.map(({ data }) => JSON.stringify(data))).size).toBe(published.length);
    const { host } = pipelines.running;
    const head = await host.log.head({ workspace: 'default', principal: 'test' });
    const first = await host.log.read({ workspace: 'default', principal: 'test' }, { limit: 1, direction: 'forward' });
    expect(
      await host.log.count({ workspace: 'default', principal: 'test' }, { filter: { pattern: 'out.n' }, after: first.events[0]?.position ?? '', upTo: head }),
    ).toBe(done.counts.out);
  });

  it('P03 calls a run INTERRUPTED when its HTTP source is not what it was, with the counts of what was committed', async () => {
    let answered = 0;
    server = createServer((_request, response) => {
      answered += 1;
      response.end(JSON.stringify(Array.from({ length: 4_000 }, (_, n) => ({ n, answered }))));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const id = await pipelines.define({ source: { http: { url } }, steps: STEPS, sink: { records: { collection: 'out' } }, batchSize: 20 });
    await killInTheMiddle(id);
    const run = await waitUntil(async () => {
      const seen = await lastRun(id);
      return seen.status === 'RUNNING' ? undefined : seen;
    });
    expectReconciled(run);
    expect(run).toMatchObject({ status: 'INTERRUPTED', error: { code: 'CONFLICT' } });
    expect(run.counts.in).toBeGreaterThan(0);
    expect(run.counts.in).toBeLessThan(4_000);
    expect(await pipelines.rows('out')).toHaveLength(run.counts.out);
  });
});
