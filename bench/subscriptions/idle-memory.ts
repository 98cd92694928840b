import { findFreePort } from '../../test/support/find-free-port.ts';
import { readInspectedMemory } from '../measure/inspected-memory.ts';
import { toEventSubscription, type Entry, type EntrySetup } from './field.ts';
import { openFleet } from './fleet.ts';

/** What one subscriber that gets nothing takes, in kB (1000 bytes): resident, and in the heap with what hangs on it. */
export interface IdleMemory {
  readonly rssKb: number;
  readonly heapKb: number;
}

/** What the first connections take that later ones share is not counted. */
const FIRST = 200;

/** Starts a server of its own, connects `clients` subscribers and sees by how much its memory grew; garbage is collected before each look. */
export async function measureIdleMemory(entry: Entry, options: { setup: EntrySetup; clients: number; core: number | undefined }): Promise<IdleMemory> {
  const { setup, clients, core } = options;
  const port = await findFreePort();
  const environment = { ...setup.environment, NODE_OPTIONS: `--inspect=127.0.0.1:${port}` };
  const contestant = await entry.start({ ...setup, environment }, { core });
  try {
    const open = (count: number) => openFleet({ clients: count, rooms: 1, subscription: (room) => toEventSubscription(contestant.url, room) });
    const first = await open(FIRST);
    const before = await readInspectedMemory(contestant.pid, port);
    const others = await open(clients);
    const after = await readInspectedMemory(contestant.pid, port);
    first.close();
    others.close();
    const each = (bytes: number): number => bytes / clients / 1_000;
    return { rssKb: each(after.rss - before.rss), heapKb: each(after.heap - before.heap) };
  } finally {
    await contestant.stop();
  }
}
