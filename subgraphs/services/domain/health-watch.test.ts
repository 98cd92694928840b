import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../../platform/clock/manual-clock.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import { createIdentity } from '../../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../../test/support/subgraph-host.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { createRecordsServiceRegistry } from '../adapters/records-service-registry.ts';
import { migrations, type ServiceTables } from '../adapters/records-tables.ts';
import { createHealthWatch, type HealthWatch } from './health-watch.ts';
import { createProbeSlots } from './probe-slots.ts';
import { createServiceCommands, type ServiceCommands } from './service-commands.ts';
import type { ServiceRegistry } from './service-registry.ts';

const LEASE_MS = 4_000;

/** One process's watch over shared records, its probes counted and all answered. */
interface Copy {
  readonly watch: HealthWatch;
  /** The process's own time; a process whose clock stands still does nothing. */
  readonly clock: ManualClock;
  readonly probed: string[];
  /** True while it waits for the store. */
  isBusy(): boolean;
}

/** The same object, telling how many of its calls are under way. */
function countCalls<T extends object>(target: T): { counted: T; underWay(): number } {
  let underWay = 0;
  const counted = new Proxy(target, {
    get(from, name) {
      const member: unknown = Reflect.get(from, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        underWay += 1;
        try {
          return await (Reflect.apply(member, from, given) as unknown);
        } finally {
          underWay -= 1;
        }
      };
    },
  });
  return { counted, underWay: () => underWay };
}

describe('the health watch', () => {
  let folder: DataFolder;
  let running: TestHost;
  let storeClock: ManualClock;
  let kit: RecordsKit<ServiceTables>;
  let registry: ServiceRegistry;
  let commands: ServiceCommands;
  const copies: Copy[] = [];

  beforeEach(async () => {
    folder = createDataFolder();
    storeClock = createManualClock();
    running = await startTestHost(folder, { clock: storeClock });
    kit = await running.host.openRecords<ServiceTables>(migrations);
    registry = createRecordsServiceRegistry(kit);
    commands = createServiceCommands({ registry, clock: storeClock, onChange: () => undefined });
  });

  afterEach(async () => {
    for (const { watch } of copies.splice(0)) await watch.close();
    await running.close();
    folder.remove();
  });

  function startCopy(instanceId: string, options: { slots?: number; probe?: (target: string) => Promise<void> } = {}): Copy {
    const clock = createManualClock();
    const probed: string[] = [];
    const [toRegistry, toLeases] = [countCalls(registry), countCalls(kit.leases)];
    const watch = createHealthWatch({
      registry: toRegistry.counted,
      leases: toLeases.counted,
      targetProbe: {
        async probe({ target }) {
          probed.push(target);
          await options.probe?.(target);
          return { at: storeClock.now(), ok: true, latencyMs: 1 };
        },
      },
      slots: createProbeSlots(options.slots ?? 10),
      observer: { watching: () => undefined, probed: () => undefined },
      clock,
      logger: running.host.logger,
      instanceId,
      leaseMs: LEASE_MS,
    });
    const copy: Copy = { watch, clock, probed, isBusy: () => toRegistry.underWay() + toLeases.underWay() > 0 };
    copies.push(copy);
    return copy;
  }

  async function register(id: string, workspace = 'default'): Promise<void> {
    await commands.register(createIdentity({ workspace }), { id, name: id, url: `http://${id}/`, healthCheck: { intervalMs: 1_000 } });
  }

  /** Lets time pass for the store and the given copies, a turn's worth a step once the store has answered, until the condition holds. */
  async function passUntil(some: readonly Copy[], condition: () => boolean): Promise<void> {
    await waitUntil(() => {
      if (condition()) return true;
      if (some.some((copy) => copy.isBusy())) return false;
      storeClock.advance(LEASE_MS / 4);
      for (const { clock } of some) clock.advance(LEASE_MS / 4);
      return false;
    });
  }

  it('lets one copy alone probe a workspace', async () => {
    await register('a');
    const first = startCopy('first');
    await waitUntil(() => first.probed.length === 1);
    const second = startCopy('second');
    await passUntil([first, second], () => first.probed.length >= 8);
    expect(second.probed).toEqual([]);
  });

  it('has another copy take over when the one that probes is gone', async () => {
    await register('a');
    const first = startCopy('first');
    await waitUntil(() => first.probed.length === 1);
    const second = startCopy('second');
    // The first copy's clock stands still from here on: it neither probes nor renews.
    await passUntil([second], () => second.probed.length >= 2);
    const before = first.probed.length;
    // It comes back and probes once more, but what it found is refused, and it stops.
    first.clock.advance(1_000);
    await passUntil([second, first], () => second.probed.length >= 12);
    expect(first.probed.length - before).toBeLessThanOrEqual(1);
    const [service] = await registry.find(createIdentity(), ['a']);
    expect(service?.health.status).toBe('HEALTHY');
  });

  it('has another copy take over at once when the one that probes ends in order', async () => {
    await register('a');
    const first = startCopy('first');
    await waitUntil(() => first.probed.length === 1);
    await first.watch.close();
    const second = startCopy('second');
    await waitUntil(() => second.probed.length === 1);
  });

  it('finds by itself what another copy registered and removed', async () => {
    const only = startCopy('only');
    await register('late');
    await passUntil([only], () => only.probed.includes('http://late/'));
    await commands.deregister(createIdentity(), { id: 'late' });
    await register('later');
    await passUntil([only], () => only.probed.includes('http://later/'));
    const probes = only.probed.filter((target) => target === 'http://late/').length;
    await passUntil([only], () => only.probed.filter((target) => target === 'http://later/').length >= 5);
    expect(only.probed.filter((target) => target === 'http://late/').length - probes).toBeLessThanOrEqual(1);
  });

  it('probes every workspace', async () => {
    await register('a', 'one');
    await register('b', 'two');
    const only = startCopy('only');
    await waitUntil(() => only.probed.length === 2);
    expect(only.probed.toSorted()).toEqual(['http://a/', 'http://b/']);
  });

  it('runs no more probes at once than it has slots', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await register(id);
    let atOnce = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const only = startCopy('only', {
      slots: 2,
      async probe() {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise<void>((resolve) => waiting.push(resolve));
        atOnce -= 1;
      },
    });
    for (let done = 0; done < 5; done += 1) {
      await waitUntil(() => waiting.length > 0);
      waiting.shift()?.();
    }
    await waitUntil(() => only.probed.length === 5 && atOnce === 0);
    expect(most).toBe(2);
  });
});
