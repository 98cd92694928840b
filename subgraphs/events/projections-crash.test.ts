import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from '../../platform/config/settings.ts';
import { toPosition } from '../../platform/event-log/position.ts';
import { ask } from '../../test/support/call-subgraph.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { createDataFolder, startTestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { eventsSubgraph } from './server.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'test', 'support', 'project-until-killed.ts');

async function runRounds(path: string, rounds: number, redisUrl: string | undefined): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', SCRIPT, path, ...(redisUrl === undefined ? [] : [redisUrl])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  try {
    await waitUntil(() => said.split('round').length > rounds || child.exitCode !== null, { what: `${rounds} rounds` });
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

/** Kills the process that publishes, applies and rebuilds at several moments, then holds what it made against the log. */
async function survive(environment: Environment): Promise<void> {
  const folder = createDataFolder();
  try {
    for (const rounds of [1, 2]) await runRounds(folder.path, rounds, environment['REDIS_URL']);
    const running = await startTestHost(folder, { name: 'events', environment });
    const endpoint = await eventsSubgraph.start(running.host);
    interface Sums {
      readonly projection: { lag: number; applied: number; failed: number; rebuild: object | null; entries: { state: { n: number } }[] };
    }
    const read = () => ask<Sums>(endpoint, '{ projection(id: "sums") { lag applied failed rebuild { percent } entries { key state } } }');
    await waitUntil(async () => {
      const { projection } = await read();
      return projection.lag === 0 && projection.rebuild === null;
    });
    const scope = { workspace: 'default', principal: 'ada' };
    const after = toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
    const stored = await running.host.log.count(scope, { filter: { pattern: 'sum.*' }, after, upTo: await running.host.log.head(scope) });
    const { projection } = await read();
    expect(projection.applied).toBe(stored);
    expect(stored).toBeGreaterThan(0);
    expect(projection.failed).toBe(0);
    expect(projection.entries.reduce((sum, { state }) => sum + state.n, 0)).toBe(projection.applied);
    const CHECK = 'mutation { checkProjection(id: "sums", timeoutMs: 60000) { check { equal differences { key } } } }';
    expect(await ask(endpoint, CHECK)).toEqual({ checkProjection: { check: { equal: true, differences: [] } } });
    await running.close();
  } finally {
    folder.remove();
  }
}

describe('a projection whose process is killed', () => {
  it('E10 applies every event once over kill -9, while it is built and while it is read', async () => {
    await survive({});
  });
});

describeWith(redisAvailable())('a projection on Redis whose process is killed', () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis({ appendOnly: 'always' });
  });

  afterAll(async () => {
    await redis.stop();
  });

  it('E10 applies every event once over kill -9 on Redis', async () => {
    await survive({ REDIS_URL: redis.url });
  });
});
