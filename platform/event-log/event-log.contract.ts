import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Clock } from '../clock/clock.ts';
import { systemClock } from '../clock/clock.ts';
import type { EventLog } from './event-log.ts';
import { keepingPromises } from './event-log.keeping.contract.ts';
import { appendPromises } from './event-log.append.contract.ts';
import { readPromises } from './event-log.read.contract.ts';
import { tailPromises } from './event-log.tail.contract.ts';
import type { EventLogSubject } from './contract-events.contract.ts';

/** An adapter under test. */
export interface EventLogHarness {
  /** Opens an empty log on a store of its own; the suite closes it. */
  create(clock: Clock): Promise<EventLog>;
  close(): Promise<void>;
}

/** Every promise of `event-log.ts`, asked of one adapter. */
export function eventLogContract(name: string, start: () => Promise<EventLogHarness>): void {
  describe(`the event log on ${name}`, () => {
    let harness: EventLogHarness;
    let log: EventLog;
    let workspaces = 0;
    const opened: EventLog[] = [];
    const subject: EventLogSubject = {
      log: () => log,
      async create(clock) {
        const another = await harness.create(clock);
        opened.push(another);
        return another;
      },
      newScope: () => ({ workspace: `w${(workspaces += 1)}`, principal: 'tester' }),
    };
    beforeAll(async () => {
      harness = await start();
      log = await subject.create(systemClock);
    });
    afterAll(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await harness?.close();
    });
    appendPromises(subject);
    readPromises(subject);
    tailPromises(subject);
    keepingPromises(subject);
  });
}
