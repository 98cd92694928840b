/**
 * Run as a process of its own: opens the event log of the file given as its argument and appends with many writers
 * until it is killed. Writes a line `writer-number sequence …` for each batch after its acknowledgement, never before.
 */
import { systemClock } from '../../platform/clock/clock.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';

const WRITERS = 12;
const file = process.argv[2];
if (file === undefined) throw new Error('expected the file of an event log');
const log = await createSqliteEventLog({ file, clock: systemClock });

function say(text: string): Promise<void> {
  return new Promise((resolve) => void process.stdout.write(text, () => resolve()));
}

async function appendForever(writer: number): Promise<never> {
  for (let batch = 0; ; batch += 1) {
    const events = Array.from({ length: 1 + (batch % 3) }, (_, index) => ({
      id: `${process.pid}-${writer}-${batch}-${index}`,
      source: 'child',
      type: 'child.wrote',
      subject: `writer/${writer}`,
    }));
    const outcome = await log.append({ workspace: 'default', principal: 'child' }, events);
    if (outcome.kind !== 'appended') throw new Error(JSON.stringify(outcome));
    // Waits for a reader that has no time: a pipe that is full takes nothing.
    await say(outcome.events.map((event) => `${event.id} ${event.sequence}\n`).join(''));
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => appendForever(writer)));
