import { readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { COMMAND_USAGE } from '../../../bin/usage.ts';
import { LAUNCHER, runAutoweave, startAutoweave } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { waitUntil } from '../../support/wait-until.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string };
const folder = createTemporaryFolder();
afterAll(() => folder.remove());

/** A configuration that does not reach the machine's own servers. */
const environment = (name: string): Record<string, string> => ({ PORT: '0', AUTOWEAVE_DATA_DIR: join(folder.path, name) });

/** What went to standard error, as lines, log lines left out. */
const lines = (stderr: string): string[] => stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));

describe('the command line', () => {
  it('R01 starts everything, prints one line with the URL, and ends cleanly on SIGINT and SIGTERM', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const backend = await startAutoweave(['start'], environment('clean'));
      expect(backend.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
      expect((await fetch(new URL('/ready', backend.url))).status).toBe(200);
      expect(await backend.stop(signal)).toBe(0);
      expect(lines(backend.log())).toEqual([]);
    }
  });

  it('refuses a port in use with one clear line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await runAutoweave(['start'], { ...environment('port'), PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual([`autoweave: PORT: port ${port} on 127.0.0.1 is in use`]);
  });

  it('O01 serves the process’s metrics on a port of their own too, and only them', async () => {
    const port = await findFreePort();
    const backend = await startAutoweave(['start'], { ...environment('metrics'), METRICS_PORT: String(port) });
    const query = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ services { totalCount } }"}' };
    expect((await fetch(backend.url, query)).status).toBe(200);
    for (const base of [`http://127.0.0.1:${port}`, new URL(backend.url).origin]) {
      const metrics = await (await fetch(`${base}/metrics`)).text();
      expect(metrics).toMatch(/^graphql_operations_total\{.*type="query".*\} [1-9]/m);
      expect(metrics).toMatch(/^process_cpu_seconds_total /m);
    }
    expect((await fetch(`http://127.0.0.1:${port}/graphql`, query)).status).toBe(404);
    await backend.stop();
  });

  it('refuses a data folder that cannot be written with one clear line', async () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    const { code, stderr } = await runAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: join(file, 'data') });
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual([`autoweave: AUTOWEAVE_DATA_DIR: ${join(file, 'data')} cannot be written (ENOTDIR)`]);
  });

  it('L06 tells every bad variable at once, a line each', async () => {
    const { code, stderr } = await runAutoweave(['start'], {
      ...environment('bad'),
      PORT: 'http',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'localhost',
      SERVICES_LEASE_MS: '-1',
    });
    expect(code).toBe(1);
    expect(lines(stderr).toSorted()).toEqual([
      'autoweave: LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, received "loud"',
      'autoweave: PORT: expected a whole number from 0 to 65535, received "http"',
      'autoweave: REDIS_URL: expected a URL that starts with redis:// or rediss://',
      expect.stringContaining('autoweave: SERVICES_LEASE_MS: expected a whole number'),
    ]);
  });

  it('refuses a second owner of the data folder and names the first', async () => {
    const backend = await startAutoweave(['start'], environment('owned'));
    const { code, stderr } = await runAutoweave(['start'], environment('owned'));
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual([expect.stringMatching(new RegExp(`^autoweave: .*\\.sqlite is in use by .*process ${backend.pid}`))]);
    await backend.stop();
  });

  it.each([
    ['REDIS_URL', 'redis://127.0.0.1:1', 'Redis'],
    ['DATABASE_URL', 'postgres://nobody:secret@127.0.0.1:1/none', 'PostgreSQL'],
    ['REDIS_CACHE_URL', 'redis://:secret@127.0.0.1:1', 'Redis'],
    ['NEO4J_URI', 'bolt://127.0.0.1:1', 'Neo4j'],
    ['QDRANT_URL', 'http://127.0.0.1:1', 'Qdrant'],
  ])('refuses a server in %s that is out of reach with one line, without its password', async (variable, url, name) => {
    const { code, stderr } = await runAutoweave(['start'], { ...environment('absent'), [variable]: url });
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(name);
    expect(stderr).not.toContain('secret');
  });

  it('refuses subgraphs in other processes without REDIS_URL, and names that are none', async () => {
    const remote = await runAutoweave(['start'], { ...environment('remote'), AUTOWEAVE_SUBGRAPHS: 'services=http://127.0.0.1:1/graphql' });
    expect(lines(remote.stderr)).toEqual(['autoweave: a subgraph in a process of its own needs REDIS_URL: the embedded event log belongs to one process']);
    const slip = await runAutoweave(['start'], {
      ...environment('slip'),
      REDIS_URL: 'redis://127.0.0.1:1',
      AUTOWEAVE_SUBGRAPHS: 'service=http://127.0.0.1:1/graphql',
    });
    expect(lines(slip.stderr)).toEqual([
      'autoweave: AUTOWEAVE_SUBGRAPHS: expected names among core, services, events, pipelines, analytics, operations, received service',
    ]);
    expect([remote.code, slip.code]).toEqual([1, 1]);
  });

  it('warns of policies for subgraphs that it does not call, and of no others', async () => {
    const policies = JSON.stringify({ '*': { timeoutMs: 5000 }, servces: { timeoutMs: 100 } });
    const backend = await startAutoweave(['start'], { ...environment('policies'), AUTOWEAVE_SUBGRAPH_POLICIES: policies });
    await waitUntil(() => backend.log().includes('do nothing"}\n'), { what: 'the warning' });
    await backend.stop();
    const warnings = backend
      .log()
      .split('\n')
      .filter((line) => line.includes('AUTOWEAVE_SUBGRAPH_POLICIES'));
    expect(warnings.map((line) => (JSON.parse(line) as { subgraphs: string[] }).subgraphs)).toEqual([['servces']]);
  });

  it('G13 ends when whoever ran it through npm is gone, instead of living on unseen', async () => {
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${LAUNCHER}" start; true`], {
      env: { ...process.env, ...environment('orphan'), LOG_LEVEL: 'warn', npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [ready] = (await once(shell.stdout, 'data')) as [Buffer];
    const url = /ready at (\S+)/.exec(ready.toString())?.[1] ?? '';
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    shell.kill('SIGKILL');
    await waitUntil(
      () =>
        fetch(new URL('/health', url)).then(
          () => false,
          () => true,
        ),
      { what: 'the end of the orphan' },
    );
  });

  it('refuses a subgraph of its own without REDIS_URL and says what is missing', async () => {
    for (const extra of [{}, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }]) {
      const { code, stderr } = await runAutoweave(['subgraph', 'events', '--port', '0'], { ...environment('alone'), ...extra });
      expect(code).toBe(1);
      expect(lines(stderr)).toEqual(['autoweave: a subgraph in a process of its own needs REDIS_URL: the embedded event log belongs to one process']);
    }
  });

  it.each([
    [['nonsense'], 'no such command: nonsense'],
    [['subgraph', 'nonsense'], 'expected one of core, services, events, pipelines, analytics, operations'],
    [['subgraph', 'events', '--port', 'x'], '--port: expected a port'],
    [['gateway'], 'expected --supergraph'],
    [['gateway', '--supergraph', '/no/such/file', '--port', '0'], '/no/such/file'],
    [['start', '--nonsense'], '--nonsense'],
    [['start', '--port', 'x'], '--port: expected a port'],
    [['explain', 'query.graphql', '--supergraph', '/no/such/file'], 'explain: the supergraph /no/such/file cannot be read'],
  ])('answers %j with one line that helps', async (args, expected) => {
    const { code, stderr } = await runAutoweave(args, environment('usage'));
    expect(code).toBe(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
  });

  it('says what it offers', async () => {
    const { code, stdout } = await runAutoweave(['--help'], {});
    expect(code).toBe(0);
    for (const command of Object.keys(COMMAND_USAGE)) expect(stdout).toContain(`autoweave ${command}`);
    const one = await runAutoweave(['gateway', '--help'], {});
    expect([one.code, one.stdout]).toEqual([0, `${COMMAND_USAGE['gateway']}\n`]);
  });

  it('O12 doctor tells the truth about every store', async () => {
    const good = await runAutoweave(['doctor'], environment('doctor'));
    expect(good.stdout).toMatch(/ok +stores: sqlite answers, an acknowledged event is fsynced/);
    expect(good.code).toBe(0);
    const bad = await runAutoweave(['doctor'], { ...environment('doctor'), REDIS_URL: 'redis://127.0.0.1:1' });
    expect(bad.stdout).toMatch(/WRONG +stores: /);
    expect(bad.code).toBe(1);
    const backend = await startAutoweave(['start'], environment('doctor'));
    const beside = await runAutoweave(['doctor'], environment('doctor'));
    expect(beside.stdout).toMatch(new RegExp(`stores: .* is in use by .*process ${backend.pid}.*: a backend runs on it`));
    await backend.stop();
  });

  it('tells its version', async () => {
    const { code, stdout } = await runAutoweave(['--version'], {});
    expect([code, stdout.trim()]).toEqual([0, version]);
  });

  it('refuses to start the double of Core where another listens, with one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await runAutoweave(['core-double', '--port', String(port), '--anp-port', '0', '--mcp-port', '0'], {});
    taken.close();
    expect([code, lines(stderr)]).toEqual([1, [`autoweave: core-double: port ${port} is in use; --port, --anp-port and --mcp-port name others`]]);
  });

  it('reads .env from the current folder', async () => {
    writeFileSync(join(folder.path, '.env'), 'PORT=seven\n');
    const { code, stderr } = await runAutoweave(['start'], { AUTOWEAVE_DATA_DIR: join(folder.path, 'dotenv') }, folder.path);
    expect(code).toBe(1);
    expect(lines(stderr)).toEqual(['autoweave: PORT: expected a whole number from 0 to 65535, received "seven"']);
  });
});
