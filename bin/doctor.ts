import { parseArgs } from 'node:util';
import { ConfigError } from '../platform/config/settings.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Logger } from '../platform/logging/logger.ts';
import { FileOwnedError } from '../platform/sqlite/file-lock.ts';
import { openPostgresConnection } from '../platform/records/postgres-connection.ts';
import { openStores } from '../platform/stores/open-stores.ts';
import { processEnvironment } from './config.ts';
import { loadOwnSupergraph } from './own-supergraph.ts';
import { readAllConfigs } from './read-configs.ts';
import { createProcessParts } from './process-parts.ts';

/**
 * `autoweave doctor`: reads the configuration, opens every store as a start would and asks each whether it answers, composes the
 * schema, and asks each remote subgraph. One line a finding; exit code 1 when anything is wrong. Run it while the backend
 * is stopped: embedded files belong to one process.
 */
export async function doctor(argv: readonly string[]): Promise<void> {
  parseArgs({ args: [...argv], options: {} });
  const environment = processEnvironment();
  const config = readAllConfigs(environment);
  report(true, 'configuration', `Node ${process.versions.node}, data in ${config.stores.dataDir}`);
  const { clock, logger, lifecycle } = createProcessParts('doctor', 'error');
  const findings: boolean[] = [];
  const check = async (name: string, look: () => Promise<string>): Promise<void> => {
    try {
      findings.push(report(true, name, await look()));
    } catch (error) {
      // A running backend is no fault of the stores, and knows more of them than can be seen from here.
      const hint = error instanceof FileOwnedError ? ': a backend runs on it; ask its /ready, or stop it first' : '';
      findings.push(report(false, name, `${(error as Error).message}${hint}`));
    }
  };
  await check('schema', async () => `${(await loadOwnSupergraph()).length} characters of supergraph`);
  await check('stores', async () => {
    const stores = await openStores({ config: config.stores, clock, logger, lifecycle });
    await check('graph', async () => describe(await (await stores.openGraph()).status()));
    await check('vectors', async () => describe(await (await stores.openVectors()).status()));
    if (config.stores.databaseUrl !== undefined) await check('records', () => askDatabase(config.stores.databaseUrl ?? '', { clock, logger }));
    const { engine, reachable, durability } = await stores.log.status();
    return `${describe({ engine, reachable })}, an acknowledged event is ${durability.level}`;
  });
  for (const [name, urls] of config.remotes) {
    for (const url of urls) await check(`subgraph ${name}`, () => askHealth(url));
  }
  await lifecycle.stop('doctor is done');
  if (findings.includes(false)) process.exit(1);
}

function describe({ engine, reachable }: { engine: string; reachable: boolean }): string {
  if (!reachable) throw new ConfigError([`${engine} cannot be reached`]);
  return `${engine} answers`;
}

// Asks without making a schema: a check leaves nothing behind.
async function askDatabase(url: string, parts: { clock: Clock; logger: Logger }): Promise<string> {
  const connection = await openPostgresConnection({ url, schema: 'public', pool: { min: 0, max: 1 }, ...parts });
  try {
    await connection.run('SELECT 1 AS one');
    return 'postgresql answers';
  } finally {
    await connection.close();
  }
}

async function askHealth(url: string): Promise<string> {
  const response = await fetch(new URL('/ready', url), { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return `${url} is ready`;
}

function report(good: boolean, name: string, text: string): boolean {
  console.log(`${good ? 'ok    ' : 'WRONG '} ${name}: ${text}`);
  return good;
}
