import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startPostgres } from '../../support/postgres.ts';
import { startRedis } from '../../support/redis.ts';

/** What is done to a backend while subscribers follow. */
export const LIVE_FAULTS = [
  'reload',
  'kill subgraph',
  'kill Redis',
  'kill gateway',
  'add gateway',
  'remove gateway',
  'add subgraph',
  'remove subgraph',
] as const;
export type LiveFaultName = (typeof LIVE_FAULTS)[number];

/** One gateway or two over one copy or two of a subgraph, on Redis and PostgreSQL; each a process of its own. */
export interface LiveBackend {
  /** Where gateways answer. */
  urls(): readonly string[];
  /** Does it, and ends once what was ended is there again. */
  inflict(fault: LiveFaultName, awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql');

/** Something that has a port of its own and can be away. */
interface Place {
  readonly port: number;
  process: AutoweaveProcess | undefined;
  start(): Promise<void>;
}

export async function startLiveBackend(folder: string): Promise<LiveBackend> {
  const [redis, postgres] = [await startRedis({ appendOnly: 'always' }), await startPostgres()];
  const supergraph = join(folder, 'supergraph.graphql');
  copyFileSync(SUPERGRAPH, supergraph);
  const stores = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, AUTOWEAVE_CURSOR_KEY: 'the-cursors-of-a-live-run', LOG_LEVEL: 'error' };
  const ports = await Promise.all(Array.from({ length: 4 }, findFreePort));
  const subgraphPorts = ports.slice(0, 2);
  const gatewayPorts = ports.slice(2);
  const addresses = `events=${subgraphPorts.map((port) => `http://127.0.0.1:${port}/graphql`).join('|')}`;

  function toPlace(port: number, args: readonly string[], environment: Readonly<Record<string, string>>): Place {
    const place: Place = {
      port,
      process: undefined,
      async start() {
        place.process = await startAutoweave([...args, '--port', String(port)], {
          ...stores,
          AUTOWEAVE_DATA_DIR: join(folder, `data-${port}`),
          ...environment,
        });
      },
    };
    return place;
  }

  const subgraphs = subgraphPorts.map((port) => toPlace(port, ['subgraph', 'events'], {})) as [Place, Place];
  const gateways = gatewayPorts.map((port) =>
    toPlace(port, ['gateway', '--supergraph', supergraph], { AUTOWEAVE_SUBGRAPHS: addresses, AUTOWEAVE_SUPERGRAPH_POLL_MS: '200' }),
  ) as [Place, Place];
  await Promise.all([subgraphs[0].start(), gateways[0].start()]);

  async function killAndStart(place: Place, awayMs: number): Promise<void> {
    await place.process?.kill9();
    place.process = undefined;
    await pause(awayMs);
    await place.start();
  }

  async function remove(place: Place): Promise<void> {
    const { process: running } = place;
    place.process = undefined;
    await running?.stop();
  }

  const actions: Readonly<Record<LiveFaultName, (awayMs: number) => Promise<void>>> = {
    reload: async () => appendFileSync(supergraph, `# ${Date.now()}\n`),
    'kill subgraph': (awayMs) => killAndStart(subgraphs[0], awayMs),
    async 'kill Redis'(awayMs) {
      await redis.kill9();
      await pause(awayMs);
      await redis.restart();
    },
    'kill gateway': (awayMs) => killAndStart(gateways[0], awayMs),
    'add gateway': () => gateways[1].start(),
    'remove gateway': () => remove(gateways[1]),
    'add subgraph': () => subgraphs[1].start(),
    'remove subgraph': () => remove(subgraphs[1]),
  };

  return {
    urls: () => gateways.flatMap(({ process: running, port }) => (running === undefined ? [] : [`http://127.0.0.1:${port}/graphql`])),
    inflict: (fault, awayMs) => actions[fault](awayMs),
    async stop() {
      await Promise.all([...subgraphs, ...gateways].map(async ({ process: running }) => running?.kill9()));
      await Promise.all([redis.stop(), postgres.stop()]);
    },
  };
}
