import { join } from 'node:path';
import { findFreePort } from '../../test/support/find-free-port.ts';
import { start, type Contestant } from '../measure/contestants.ts';
import { readCpuMs } from '../measure/process-usage.ts';
import { toEventSubscription, type EntrySetup } from './field.ts';
import { openFleet, until, type Fleet } from './fleet.ts';
import { openLogPublisher } from './publisher.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** A client comes back after a pause of its own choice up to this. */
const MAX_PAUSE_MS = 1_000;
/** Events come at most so often, and so seldom that what they bring to all subscribers leaves a core time for those who come back. */
const PUBLISH_EVERY_MS = 50;
const DELIVERIES_PER_S = 20_000;
/** How long the stream flows before the kill, and after all are back. */
const FLOW_MS = 1_000;

/** What a storm came to. */
export interface Storm {
  /** From the kill to the new process's ready line, milliseconds. */
  readonly readyMs: number;
  /** From that line until every subscriber is connected and has every event published by then. */
  readonly backMs: number;
  /** Processor time of the new process meanwhile: what a machine that does nothing else takes at most. */
  readonly backCpuMs: number;
  readonly events: number;
  readonly wrong: readonly string[];
}

/**
 * Kills the gateway (SIGKILL) under its subscribers while another process publishes on, and starts it again. Subscribers resume
 * from their last cursors: each must get every event once.
 */
export async function measureStorm(options: { setup: EntrySetup; clients: number; core: number | undefined }): Promise<Storm> {
  const { clients, core } = options;
  const { redisUrl, dataDir } = options.setup;
  const port = String(await findFreePort());
  const common = { LOG_LEVEL: 'error', AUTOWEAVE_DATA_DIR: dataDir };
  const launcher = join(ROOT, 'bin', 'autoweave.mjs');
  const events = await start([launcher, 'subgraph', 'events', '--port', '0'], { ...common, REDIS_URL: redisUrl });
  const startGateway = (): Promise<Contestant> =>
    start(
      [launcher, 'gateway', '--supergraph', join(ROOT, 'schema', 'supergraph.graphql'), '--port', port],
      {
        ...common,
        AUTOWEAVE_SUBGRAPHS: `events=${events.url}`,
        AUTOWEAVE_MAX_PRINCIPAL_SOCKETS: '100000',
      },
      { core },
    );
  let gateway = await startGateway();
  const publisher = await openLogPublisher(redisUrl, 'events');
  let n = 0;
  let isOver = false;
  const everyMs = Math.max(PUBLISH_EVERY_MS, (clients * 1_000) / DELIVERIES_PER_S);
  async function publish(): Promise<void> {
    while (!isOver) {
      await publisher.publish(0, n + 1);
      n += 1;
      await pause(everyMs);
    }
  }
  let publishing: Promise<void> | undefined;
  let fleet: Fleet | undefined;
  try {
    const { url } = gateway;
    fleet = await openFleet({
      clients,
      rooms: 1,
      subscription: (room) => ({ ...toEventSubscription(url, room), resumes: true }),
      reconnectMs: () => Math.random() * MAX_PAUSE_MS,
    });
    publishing = publish();
    const open = fleet;
    const haveAll = async (what: string): Promise<void> => {
      const wanted = n;
      await until(() => open.connected === clients && open.countAt(0, wanted) === clients, what);
    };
    await haveAll('events before the kill');
    await pause(FLOW_MS);
    await haveAll('events before the kill');
    const killedMs = performance.now();
    process.kill(gateway.pid, 'SIGKILL');
    gateway = await startGateway();
    const readyMs = performance.now();
    const readyCpuMs = readCpuMs(gateway.pid);
    await until(() => open.lost >= clients, 'every connection to be lost');
    await haveAll('every subscriber to be back');
    const backMs = performance.now();
    const backCpuMs = readCpuMs(gateway.pid) - readyCpuMs;
    await pause(FLOW_MS);
    isOver = true;
    await publishing;
    await haveAll('the last events');
    return { readyMs: readyMs - killedMs, backMs: backMs - readyMs, backCpuMs, events: n, wrong: fleet.wrong };
  } finally {
    isOver = true;
    await publishing?.catch(() => undefined);
    fleet?.close();
    await publisher.close();
    await gateway.stop();
    await events.stop();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
