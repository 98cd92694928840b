import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { systemClock } from '../../../platform/clock/clock.ts';
import type { EventDraft, EventLog, Position } from '../../../platform/event-log/event-log.ts';
import { createSqliteEventLog } from '../../../platform/event-log/sqlite-event-log.ts';
import { createTemporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { RegistrationStore } from './registration-store.ts';
import type { ServiceFact } from './service-fact.ts';
import { createServiceFollower } from './service-follower.ts';

const SCOPE = { workspace: 'w', principal: 'p' };
const FENCE = { name: 'core-services', fencingToken: 1 };

let folder: ReturnType<typeof createTemporaryFolder>;
let log: EventLog;
/** Where each read began. */
let begun: (Position | undefined)[];
let kept: { checkpoint: Position | undefined; facts: ServiceFact[] };

beforeEach(async () => {
  folder = createTemporaryFolder();
  const opened = await createSqliteEventLog({ file: join(folder.path, 'log.sqlite'), clock: systemClock, synchronous: 'OFF' });
  begun = [];
  const read: EventLog['read'] = (scope, options) => {
    begun.push(options.after);
    return opened.read(scope, options);
  };
  log = { ...opened, read };
  kept = { checkpoint: undefined, facts: [] };
});

afterEach(async () => {
  await log.close();
  folder.remove();
});

function createFollower() {
  const store: Pick<RegistrationStore, 'checkpoint' | 'follow'> = {
    checkpoint: () => Promise.resolve(kept.checkpoint),
    follow(_scope, { facts, from, to }) {
      expect(from).toBe(kept.checkpoint);
      kept = { checkpoint: to, facts: [...kept.facts, ...facts] };
      return Promise.resolve();
    },
  };
  return createServiceFollower({ log, store: store as RegistrationStore, scope: SCOPE });
}

let count = 0;
async function append(type: string, times = 1): Promise<void> {
  const drafts = Array.from({ length: times }, (): EventDraft => ({ id: String((count += 1)), source: 's', type, subject: 'service/one' }));
  await log.append(SCOPE, drafts);
}

it('looks once through what tells of no service', async () => {
  const follower = createFollower();
  await append('order.placed', 3);
  const first = await log.head(SCOPE);
  expect(await follower.catchUp(FENCE)).toBe(false);
  await append('order.placed');
  const second = await log.head(SCOPE);
  expect(await follower.appliedPosition(SCOPE)).toBe(second);
  expect(await follower.catchUp(FENCE)).toBe(false);
  await append('service.registered');
  expect(await follower.catchUp(FENCE)).toBe(true);
  expect(begun).toEqual([undefined, first, second, second]);
  expect(kept).toMatchObject({ checkpoint: await log.head(SCOPE), facts: [{ kind: 'registered', serviceId: 'one' }] });
});

it('keeps its place when many events tell of no service, so that the next start reads on from there', async () => {
  await append('service.registered');
  expect(await createFollower().catchUp(FENCE)).toBe(true);
  for (let batch = 0; batch < 10; batch += 1) await append('order.placed', 1_000);
  expect(await createFollower().catchUp(FENCE)).toBe(false);
  expect(kept.checkpoint).toBe(await log.head(SCOPE));
  begun = [];
  expect(await createFollower().catchUp(FENCE)).toBe(false);
  expect(begun).toEqual([kept.checkpoint]);
});
