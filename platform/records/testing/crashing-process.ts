/**
 * A process for tests to kill: adds numbered books to a records file, one after the other, and prints each id once it
 * is acknowledged. Arguments: folder, first number, and `after-append` to be killed when the log has answered and the
 * outbox row is not marked yet.
 */
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../../clock/clock.ts';
import type { EventLog } from '../../event-log/event-log.ts';
import { createSqliteEventLog } from '../../event-log/sqlite-event-log.ts';
import { openSqliteRecordsKit } from '../open-sqlite-records-kit.ts';
import { ANNA, SHELF_MIGRATIONS, toAddBook, toEvent, toUnit, type ShelfTables } from './shelf.ts';

const [folder = '', first = '0', crashPoint = ''] = process.argv.slice(2);
const log = await createSqliteEventLog({ file: join(folder, 'log.db'), clock: systemClock });
const append: EventLog['append'] = async (...call) => {
  const outcome = await log.append(...call);
  if (crashPoint === 'after-append') process.kill(process.pid, 'SIGKILL');
  return outcome;
};
const kit = await openSqliteRecordsKit<ShelfTables>({
  file: join(folder, 'shelf.db'),
  migrations: SHELF_MIGRATIONS,
  log: { append },
  clock: systemClock,
  logger: pino({ level: 'silent' }),
  instanceId: 'crashing',
});
for (let number = Number(first); ; number += 1) {
  const id = `n${String(number).padStart(6, '0')}`;
  await kit.records.commit(ANNA, toUnit([toAddBook({ id })], [toEvent(id)], id));
  process.stdout.write(`${id}\n`);
}
