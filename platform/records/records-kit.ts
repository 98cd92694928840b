import type { Clock } from '../clock/clock.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { createLeases } from '../lease/records-leases.ts';
import type { Logger } from '../logging/logger.ts';
import type { RecordsKit } from '../subgraph/host.ts';
import { createCommands } from './create-commands.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import type { Migration, Tables } from './records.ts';
import type { RecordsStore } from './records-store.ts';
import { createSettlements } from './settlements.ts';

/** A kit and its end: the relay stops before the store closes. */
export type OpenRecordsKit<DB extends Tables> = RecordsKit<DB> & { readonly records: RecordsStore<DB>; close(): Promise<void> };

/** What every engine's kit is opened with. */
export interface RecordsKitOptions {
  readonly migrations: readonly Migration[];
  readonly log: Pick<EventLog, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Named to whoever finds the store in use. */
  readonly instanceId: string;
  /** How long a command waits for the log; default 2000. */
  readonly settleTimeoutMs?: number;
  /** How long a relayed outbox row is kept; default one hour. */
  readonly keepRelayedMs?: number;
}

/** Puts the commands, the leases and the relay on a store, which it owns from now on. */
export function toRecordsKit<DB extends Tables>(records: RecordsStore<DB>, options: RecordsKitOptions): OpenRecordsKit<DB> {
  const { log, clock, logger, settleTimeoutMs, keepRelayedMs } = options;
  const { outbox } = records;
  const settlements = createSettlements({ outbox, clock });
  const relay = createOutboxRelay({ outbox, log, clock, logger, settlements, ...(keepRelayedMs === undefined ? {} : { keepRelayedMs }) });
  return {
    records,
    commands: createCommands({ records, settlements, ...(settleTimeoutMs === undefined ? {} : { settleTimeoutMs }) }),
    leases: createLeases(records.leaseStore),
    async close() {
      await relay.close();
      settlements.close();
      await records.close();
    },
  };
}
