/**
 * Run as a process of its own: moves the events of the Redis given as its first argument to the archive of the second, until it
 * is killed.
 */
import { pino } from 'pino';
import { systemClock } from '../../platform/clock/clock.ts';
import { createSqliteEventArchive } from '../../platform/event-log/archive/sqlite-event-archive.ts';
import { createRedisEventLog } from '../../platform/event-log/redis-event-log.ts';

const [, , url, file] = process.argv;
if (url === undefined || file === undefined) throw new Error('expected the URL of a Redis and the file of an archive');
const archive = createSqliteEventArchive({ file });
const log = await createRedisEventLog({ url, clock: systemClock, logger: pino({ level: 'silent' }), hotEvents: 10, archive });
for (;;) {
  await log.keeping.keep({ workspace: 'default', principal: 'keeper' });
  await systemClock.sleep(50);
}
