import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** Has a process note the address of each module that it loads, in the file LOADED_MODULES. */
const HOOK = `
  import { appendFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (appendFileSync(process.env.LOADED_MODULES, url + '\\n'), next(url, context)) });
`;
/** What only some configurations and operations need. */
const LATE = ['@apollo/gateway', '@apollo/server', '@apollo/composition', '@apollo/query-planner', '@qdrant/js-client-rest', 'ioredis', 'pg', 'neo4j-driver'];

describe('a process', () => {
  const folder = createTemporaryFolder();
  afterAll(() => folder.remove());

  async function start(name: string, environment: Readonly<Record<string, string>> = {}): Promise<AutoweaveProcess & { loaded(): readonly string[] }> {
    const file = join(folder.path, `${name}.txt`);
    writeFileSync(file, '');
    const started = await startAutoweave(['start'], {
      PORT: '0',
      AUTOWEAVE_DATA_DIR: join(folder.path, name),
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(HOOK)}`,
      LOADED_MODULES: file,
      ...environment,
    });
    return { ...started, loaded: () => LATE.filter((late) => readFileSync(file, 'utf8').includes(`/node_modules/${late}/`)) };
  }

  async function ask(url: string, query: string): Promise<string> {
    const headers = { 'content-type': 'application/json', accept: 'multipart/mixed; deferSpec=20220824, application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text();
  }

  it("loads Apollo's planner with the first operation that it plans, and nothing of Apollo's gateway, server, composition, or of stores that it has not", async () => {
    const backend = await start('native');
    expect(await ask(backend.url, '{ services { nodes { id eventCount } } }')).toContain('"nodes":[]');
    expect(backend.loaded()).toEqual([]);
    expect(await ask(backend.url, '{ services { nodes { id } } ... @defer { eventCounts { count } } }')).toContain('"incremental"');
    await waitUntil(() => backend.loaded().length > 0);
    expect(backend.loaded()).toEqual(['@apollo/query-planner']);
    expect(await backend.stop()).toBe(0);
  });

  (process.platform === 'linux' ? it : it.skip)('runs the native planner only where it plans', async () => {
    const backend = await start('apollo', { AUTOWEAVE_PLANNER: 'apollo' });
    expect(await ask(backend.url, '{ services { nodes { id eventCount } } }')).toContain('"nodes":[]');
    expect(readFileSync(`/proc/${backend.pid}/task/${backend.pid}/children`, 'utf8')).toBe('');
    expect(readFileSync(`/proc/${backend.pid}/maps`, 'utf8')).not.toContain('router-query-planner');
    expect(backend.loaded()).toEqual(['@apollo/query-planner']);
    expect(await backend.stop()).toBe(0);
  });
});
