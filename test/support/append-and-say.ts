/**
 * Run as a process of its own under a trace of its system calls: appends one event after another to the event log of
 * the file given as its first argument, with the `synchronous` of the second, and writes a line after each answer.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../platform/clock/clock.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';

const APPENDS = 20;
const [, , file, synchronous] = process.argv;
if (file === undefined || (synchronous !== 'FULL' && synchronous !== 'OFF')) throw new Error('expected a file and FULL or OFF');
const log = await createSqliteEventLog({ file, clock: systemClock, synchronous });
for (let index = 1; index <= APPENDS; index += 1) {
  await log.append({ workspace: 'default', principal: 'child' }, [{ id: `${index}`, source: 'child', type: 'child.wrote' }]);
  writeSync(1, `answered ${index}\n`);
}
await log.close();
