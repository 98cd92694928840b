import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createSqliteEventArchive } from '../../../platform/event-log/archive/sqlite-event-archive.ts';
import { createPostgresEventArchive } from '../../../platform/event-log/archive/postgres-event-archive.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import { createRedisEventLog } from '../../../platform/event-log/redis-event-log.ts';
import { createSqliteEventLog } from '../../../platform/event-log/sqlite-event-log.ts';
import { runAutoweave, startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { describeWith } from '../../support/real-servers.ts';
import { postgresAvailable, startPostgres } from '../../support/postgres.ts';
import { redisAvailable, startRedis } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const REGISTER = 'mutation ($input: RegisterServiceInput!) { registerService(input: $input) { service { id } receipt { position } } }';
const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { position event { sequence } } }';
const HISTORY = 'query ($after: String) { events(first: 500, after: $after) { nodes { id type subject sequence } pageInfo { hasNextPage endCursor } } }';
const LONG = { timeoutMs: 120_000 };
const SCOPE = { workspace: 'default', principal: 'tester' };

interface Page {
  readonly events: {
    readonly nodes: readonly { readonly id: string; readonly type: string; readonly subject: string | null; readonly sequence: number }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

async function post<T>({ url }: AutoweaveProcess, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(new URL('/graphql', url), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function readHistory(running: AutoweaveProcess) {
  const nodes: Page['events']['nodes'][number][] = [];
  for (let after: string | null = null; ;) {
    const { events }: Page = await post<Page>(running, HISTORY, { after });
    nodes.push(...events.nodes);
    if (!events.pageInfo.hasNextPage) return nodes;
    after = events.pageInfo.endCursor;
  }
}

async function readServices(running: AutoweaveProcess): Promise<ReadonlySet<string>> {
  interface Services {
    readonly services: { readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: Page['events']['pageInfo'] };
  }
  const query = 'query ($after: String) { services(first: 200, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
  const ids = new Set<string>();
  for (let after: string | null = null; ;) {
    const { services }: Services = await post<Services>(running, query, { after });
    for (const { id } of services.nodes) ids.add(id);
    if (!services.pageInfo.hasNextPage) return ids;
    after = services.pageInfo.endCursor;
  }
}

/** Where a log is: the settings of the live backend and of the restored one, and how the restored log is opened by itself. */
interface Place {
  readonly live: Readonly<Record<string, string>>;
  readonly restored: Readonly<Record<string, string>>;
  openLog(folder: string): Promise<EventLog>;
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });

function openEmbedded(): Promise<Place> {
  return Promise.resolve({
    live: {},
    restored: {},
    openLog: (folder) => createSqliteEventLog({ file: join(folder, 'log.sqlite'), clock: systemClock, logger }),
    close: () => Promise.resolve(),
  });
}

/** The newest events stay in memory alone, so that the backup has to bring them. */
async function openOnRedis(): Promise<Place> {
  const [live, restored] = [await startRedis({ appendOnly: 'always' }), await startRedis({ appendOnly: 'always' })];
  return {
    live: { REDIS_URL: live.url, AUTOWEAVE_LOG_HOT_EVENTS: '30' },
    restored: { REDIS_URL: restored.url, AUTOWEAVE_LOG_HOT_EVENTS: '30' },
    openLog: (folder) =>
      createRedisEventLog({ url: restored.url, clock: systemClock, logger, archive: createSqliteEventArchive({ file: join(folder, 'log-archive.sqlite') }) }),
    async close() {
      await live.stop();
      await restored.stop();
    },
  };
}

/** Records in PostgreSQL, and the log in a file, or on Redis with its archive beside the records. */
async function openOnPostgres(isOnRedis: boolean): Promise<Place> {
  const [live, restored] = [await startPostgres(), await startPostgres()];
  const log = isOnRedis ? await openOnRedis() : await openEmbedded();
  return {
    live: { ...log.live, DATABASE_URL: live.url },
    restored: { ...log.restored, DATABASE_URL: restored.url },
    async openLog(folder) {
      const url = log.restored['REDIS_URL'];
      if (url === undefined) return log.openLog(folder);
      const archive = await createPostgresEventArchive({ url: restored.url, schema: 'autoweave_log_archive', clock: systemClock, logger });
      return createRedisEventLog({ url, clock: systemClock, logger, archive });
    },
    async close() {
      await log.close();
      await live.stop();
      await restored.stop();
    },
  };
}

/** What is the same wherever the stores are; answers how a process is run on the folder of a name. */
function backupAnywhere(openPlace: () => Promise<Place>) {
  const folder = createTemporaryFolder();
  const at = (name: string) => join(folder.path, name);
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
    folder.remove();
  });
  let place: Place;
  beforeEach(async () => {
    place = await openPlace();
    ends.push(() => place.close());
  });
  const environmentOf = (dataDir: string) => ({ AUTOWEAVE_DATA_DIR: dataDir, ...(dataDir === at('live') ? place.live : place.restored) });
  const run = (args: readonly string[], dataDir: string) => runAutoweave(args, environmentOf(dataDir));
  async function open(dataDir: string): Promise<AutoweaveProcess> {
    const running = await startAutoweave(['start', '--port', '0'], environmentOf(dataDir));
    ends.push(() => running.kill9());
    return running;
  }

  it('holds all stores at one moment while they are written to, and a restore of it begins an epoch', async () => {
    const live = await open(at('live'));
    const registered: string[] = [];
    const published: { readonly id: string; readonly position: string }[] = [];
    let isWriting = true;
    async function keepRegistering(writer: number): Promise<void> {
      for (let number = 0; isWriting; number += 1) {
        const id = `s-${writer}-${number}`;
        await post(live, REGISTER, { input: { id, name: id } });
        registered.push(id);
      }
    }
    async function keepPublishing(writer: number): Promise<void> {
      for (let number = 0; isWriting; number += 1) {
        const id = `p-${writer}-${number}`;
        const { publishEvent } = await post<{ publishEvent: { position: string } }>(live, PUBLISH, { input: { id, type: 'written' } });
        published.push({ id, position: publishEvent.position });
      }
    }
    const writing = Promise.all([keepRegistering(1), keepRegistering(2), keepPublishing(1), keepPublishing(2)]);
    await waitUntil(() => registered.length > 20 && published.length > 20, LONG);
    const before = { registered: [...registered], published: [...published] };
    const { code, stdout, stderr } = await run(['backup', '--to', at('backup')], at('live'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = JSON.parse(stdout) as { heads: Record<string, number> };
    const count = published.length;
    await waitUntil(() => published.length > count + 20, LONG);
    isWriting = false;
    await writing;
    const late = published.at(-1)!;
    await live.kill9();

    expect(await run(['restore', '--from', at('backup')], at('restored'))).toMatchObject({ code: 0, stderr: '' });
    const restored = await open(at('restored'));
    const services = await readServices(restored);
    for (const id of before.registered) expect(services).toContain(id);
    // What is registered is told in the log, at the latest when the outbox is relayed, and what is told is registered.
    const toldOf = async () =>
      (await readHistory(restored)).filter(({ type }) => type === 'service.registered').map(({ subject }) => subject?.replace('service/', '') ?? '');
    await waitUntil(async () => (await toldOf()).length === services.size, LONG);
    expect((await toldOf()).toSorted()).toEqual([...services].toSorted());
    const history = await readHistory(restored);
    expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_event, index) => index + 1));
    const ids = new Set(history.map(({ id }) => id));
    for (const { id } of before.published) expect(ids).toContain(id);
    expect(ids).not.toContain(late.id);
    const { publishEvent } = await post<{ publishEvent: { event: { sequence: number } } }>(restored, PUBLISH, { input: { type: 'after' } });
    // What waited in an outbox may still come before it.
    const after = await readHistory(restored);
    expect(publishEvent.event.sequence).toBeGreaterThan(history.length);
    expect(after.map(({ sequence }) => sequence)).toEqual(after.map((_event, index) => index + 1));
    await restored.stop();

    const log = await place.openLog(at('restored'));
    ends.push(() => log.close());
    const early = before.published[0]!;
    expect(await log.locate(SCOPE, early.position)).toEqual({ kind: 'available' });
    const lost = await log.locate(SCOPE, late.position);
    const fork = (await log.read(SCOPE, { limit: 100_000, direction: 'forward' })).events.find(({ sequence }) => sequence === told.heads['default']);
    expect(lost).toEqual({ kind: 'gap', availableFrom: fork?.position });
  }, 600_000);

  return { at, open, run };
}

function backupPromises(openPlace: () => Promise<Place>, engine: 'sqlite' | 'redis'): void {
  const { at, open, run } = backupAnywhere(openPlace);

  it('is refused, as is a restore, where it would overwrite something or is not whole', async () => {
    const live = await open(at('live'));
    await post(live, PUBLISH, { input: { type: 'written' } });
    mkdirSync(at('full'), { recursive: true });
    writeFileSync(at('full/mine'), 'something');
    const refused = async (args: readonly string[], dataDir: string, reason: RegExp) => {
      const { code, stderr } = await run(args, dataDir);
      expect({ code, reason: reason.test(stderr) ? reason.source : stderr }).toEqual({ code: 1, reason: reason.source });
    };
    await refused(['backup', '--to', at('full')], at('live'), /is not empty/);
    await refused(['backup'], at('live'), /expects --to/);
    await refused(['backup', '--to', at('none')], at('absent'), /nothing to back up/);
    expect((await run(['backup', '--to', at('backup')], at('live'))).code).toBe(0);
    await refused(['restore', '--from', at('backup')], at('live'), engine === 'redis' ? /that Redis holds a log/ : /is not empty/);
    await refused(['restore', '--from', at('full')], at('new'), /holds no backup/);
    truncateSync(at('backup/events.sqlite'), 100);
    await refused(['restore', '--from', at('backup')], at('new'), /events\.sqlite is 100 bytes long/);
    rmSync(at('backup/events.sqlite'));
    await refused(['restore', '--from', at('backup')], at('new'), /events\.sqlite is missing/);
    expect(existsSync(at('new'))).toBe(false);
    expect(JSON.parse(readFileSync(at('backup/backup.json'), 'utf8'))).toMatchObject({ format: 1, log: engine });
  }, 300_000);
}

describe('a backup of the embedded stores', () => backupPromises(openEmbedded, 'sqlite'));
describeWith(redisAvailable())('a backup of a log on Redis and embedded records', () => backupPromises(openOnRedis, 'redis'));
describeWith(postgresAvailable())('a backup of an embedded log and records in PostgreSQL', () => postgresPromises(false));
describeWith(redisAvailable() && postgresAvailable())('a backup of a log on Redis and records in PostgreSQL', () => postgresPromises(true));

function postgresPromises(isOnRedis: boolean): void {
  const { at, open, run } = backupAnywhere(() => openOnPostgres(isOnRedis));

  it('is not restored over records, and not where the configuration keeps them in files', async () => {
    const live = await open(at('live'));
    await post(live, REGISTER, { input: { id: 's', name: 's' } });
    expect((await run(['backup', '--to', at('backup')], at('live'))).code).toBe(0);
    expect(JSON.parse(readFileSync(at('backup/backup.json'), 'utf8'))).toMatchObject({ records: 'postgres', log: isOnRedis ? 'redis' : 'sqlite' });
    const restored = await open(at('restored'));
    await restored.stop();
    rmSync(at('restored'), { recursive: true });
    if (!isOnRedis) {
      const { code, stderr } = await run(['restore', '--from', at('backup')], at('restored'));
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('holds the schema autoweave_') });
      expect(existsSync(at('restored'))).toBe(false);
      const inFiles = await runAutoweave(['restore', '--from', at('backup')], { AUTOWEAVE_DATA_DIR: at('files') });
      expect(inFiles).toMatchObject({ code: 1, stderr: expect.stringContaining('records on postgres, and the configuration asks for sqlite') });
    }
  }, 600_000);
}
