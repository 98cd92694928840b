import { randomUUID } from 'node:crypto';
import type { Scope } from '../../../platform/request/scope.ts';
import type { RecordsKit } from '../../../platform/subgraph/host.ts';
import type { DeliveryTables } from './delivery-tables.ts';

/** Takes the data of a subject out of the messages that queues hold, dead letters included. */
export type EraseCopies = (scope: Scope, subject: string) => Promise<void>;

/** Erases what queues and groups hold of a subject's events. */
export function createEraseCopies({ records }: RecordsKit<DeliveryTables>): EraseCopies {
  return async function eraseCopies(scope, subject) {
    await records.commit(scope, {
      commandId: randomUUID(),
      isRemembered: false,
      changes: [{ build: (db) => db.updateTable('delivery').set({ data: 'null' }).where('subject', '=', subject).where('data', 'is not', null) }],
      events: [],
    });
  };
}
