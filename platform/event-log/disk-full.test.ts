import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pino } from 'pino';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis } from '../../test/support/redis.ts';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../clock/clock.ts';
import { createSqliteEventArchive } from './archive/sqlite-event-archive.ts';
import { appendAll, drafts } from './contract-events.contract.ts';
import type { EventLog } from './event-log.ts';
import { createRedisEventLog } from './redis-event-log.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';

const scope = { workspace: 'default', principal: 'tester' };
const BATCH = 20;
/** A batch that surely finds no room where one of the common size has found none. */
const LARGE = 200;
const MAX_BATCHES = 5_000;
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const batch = (number: number, count = BATCH) => drafts(count, (index) => ({ id: `${number}-${index}`, subject: `s${index}`, data: 'x'.repeat(1_000) }));

/** Appends until the log refuses, several callers side by side; answers the ids that were acknowledged, and what was thrown. */
async function fill(log: EventLog): Promise<{ acknowledged: ReadonlySet<string>; refusals: readonly unknown[] }> {
  const acknowledged = new Set<string>();
  const refusals: unknown[] = [];
  let number = 0;
  async function drive(): Promise<void> {
    while (refusals.length === 0 && number < MAX_BATCHES) {
      try {
        for (const { id } of (await appendAll(log, scope, batch((number += 1)))).events) acknowledged.add(id);
      } catch (error) {
        refusals.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, drive));
  return { acknowledged, refusals };
}

async function readAll(log: EventLog) {
  const found: { id: string; sequence: number; position: string }[] = [];
  for (let after: string | undefined; ;) {
    const page = await log.read(scope, { ...(after === undefined ? {} : { after }), limit: 10_000, direction: 'forward' });
    found.push(...page.events);
    after = page.events.at(-1)?.position;
    if (!page.hasMore) return found;
  }
}

/** Fills the log to its brim, and holds what it has against what it has acknowledged. */
async function expectRefusedAndWhole(log: EventLog): Promise<number> {
  const { acknowledged, refusals } = await fill(log);
  expect(acknowledged.size).toBeGreaterThan(BATCH);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'LOG_FULL' });
  const events = await readAll(log);
  expect(new Set(events.map(({ id }) => id))).toEqual(acknowledged);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => index + 1));
  await expect(appendAll(log, scope, batch(-1, LARGE))).rejects.toMatchObject({ code: 'LOG_FULL' });
  return events.length;
}

async function expectGoesOn(log: EventLog, head: number): Promise<void> {
  const { events } = await appendAll(log, scope, batch(-2));
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_event, index) => head + index + 1));
}

describe('the embedded event log on a disk that is full', () => {
  it('refuses with LOG_FULL, loses nothing that it has acknowledged, and goes on when there is room again', async () => {
    const folder = createTemporaryFolder();
    stops.push(() => folder.remove());
    const file = join(folder.path, 'log.sqlite');
    const log = await createSqliteEventLog({ file, clock: systemClock, maxPages: 400 });
    const head = await expectRefusedAndWhole(log);
    await log.close();

    const again = await createSqliteEventLog({ file, clock: systemClock, maxPages: 400 });
    stops.push(() => again.close());
    const events = await readAll(again);
    expect(events).toHaveLength(head);
    await expect(appendAll(again, scope, batch(-1, LARGE))).rejects.toMatchObject({ code: 'LOG_FULL' });
    await again.trim(scope, events[Math.floor(head / 2)]!.position);
    await expectGoesOn(again, head);
  });
});

describeWith(redisAvailable())('the event log on a Redis whose memory is full', () => {
  it('refuses with LOG_FULL, loses nothing that it has acknowledged, and goes on when there is room again', async () => {
    const server = await startRedis({ appendOnly: 'always', arguments: ['--maxmemory', '8mb', '--maxmemory-policy', 'noeviction'] });
    stops.push(() => server.stop());
    const archive = createSqliteEventArchive({ file: join(server.dir, 'archive.sqlite') });
    const log = await createRedisEventLog({ url: server.url, clock: systemClock, logger: pino({ level: 'silent' }), archive, hotEvents: 100 });
    stops.push(() => log.close());
    const head = await expectRefusedAndWhole(log);
    // Moving what is old to the archive makes room, and needs none.
    await log.keeping.keep(scope);
    await expectGoesOn(log, head);
    expect(await readAll(log)).toHaveLength(head + BATCH);
  });
});
