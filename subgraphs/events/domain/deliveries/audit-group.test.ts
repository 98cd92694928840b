import { describe, expect, it } from '@jest/globals';
import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import { toPosition } from '../../../../platform/event-log/position.ts';
import { auditGroup } from './audit-group.ts';
import type { DeliveryStore, SourceAudit } from './delivery-store.ts';
import type { Line } from './delivery.ts';

const scope = { workspace: 'w', principal: 'ada' };
const at = (sequence: number) => toPosition({ workspace: 'w', epoch: 0, sequence });
const line = {
  id: 'group/g',
  kind: 'group',
  name: 'g',
  settings: { filter: { source: 'shop' } },
  position: at(9),
  audit: { from: null, sinceMs: 0 },
} as unknown as Line;

/** A log that has so many events of the source, and has dropped some up to a sequence. */
function logOf(produced: number, droppedThrough?: number): EventLog {
  const dropped = droppedThrough === undefined ? [] : [{ through: at(droppedThrough) }];
  return { count: () => Promise.resolve(produced), keeping: { facts: () => Promise.resolve({ dropped }) } } as unknown as EventLog;
}

function storeOf(counts: Partial<SourceAudit>): DeliveryStore {
  const source = { source: 'shop', taken: 0, acknowledged: 0, redelivered: 0, discarded: 0, pending: 0, dead: 0, ...counts };
  return { sources: () => Promise.resolve([source]) } as unknown as DeliveryStore;
}

describe('the audit of a group', () => {
  it('finds no gap where every event is in one of the states', async () => {
    const store = storeOf({ taken: 7, acknowledged: 3, pending: 2, dead: 1, discarded: 1, redelivered: 5 });
    expect(await auditGroup({ store, log: logOf(7) }, scope, line)).toMatchObject({ produced: 7, delivered: 3, duplicates: 5, gaps: 0, isWhole: true });
  });

  it('finds events that were passed by, and deliveries that are in no state', async () => {
    const store = storeOf({ taken: 5, acknowledged: 3, pending: 1 });
    const audit = await auditGroup({ store, log: logOf(7) }, scope, line);
    expect(audit).toMatchObject({ produced: 7, taken: 5, gaps: 3, sources: [{ source: 'shop', gaps: 3 }] });
  });

  it('says when the log has dropped what was counted', async () => {
    const store = storeOf({ taken: 7, acknowledged: 7 });
    expect(await auditGroup({ store, log: logOf(2, 5) }, scope, line)).toMatchObject({ isWhole: false, produced: 2, delivered: 7, gaps: 0 });
  });
});
