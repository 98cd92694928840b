/**
 * A process for tests to kill: adds numbered books to a store, one after the other, and prints each id once it is
 * acknowledged. Arguments: where the store and its log are (JSON), the first number, and `after-append` to be killed
 * when the log has answered and the outbox row is not marked yet, or `no-append` for a log that never
 * answers; and the last number, after which it kills itself.
 */
import { systemClock } from '../../clock/clock.ts';
import type { EventLog } from '../../event-log/event-log.ts';
import { openCrashStore, readCrashPlace } from './crash-store.ts';
import { ANNA, toAddBook, toEvent, toUnit } from './shelf.ts';
import { createSqliteEventLog } from '../../event-log/sqlite-event-log.ts';

const [place = '', first = '0', crashPoint = '', last = ''] = process.argv.slice(2);
const { logFile } = readCrashPlace(place);
const log = await createSqliteEventLog({ file: logFile, clock: systemClock });
const append: EventLog['append'] = async (...call) => {
  if (crashPoint === 'no-append') return new Promise(() => undefined);
  const outcome = await log.append(...call);
  if (crashPoint === 'after-append') process.kill(process.pid, 'SIGKILL');
  return outcome;
};
const kit = await openCrashStore(readCrashPlace(place), { append });
for (let number = Number(first); ; number += 1) {
  const id = `n${String(number).padStart(6, '0')}`;
  await kit.records.commit(ANNA, toUnit([toAddBook({ id })], [toEvent(id)], id));
  process.stdout.write(`${id}\n`);
  if (String(number) === last) process.kill(process.pid, 'SIGKILL');
}
