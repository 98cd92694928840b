import { pino } from 'pino';
import { systemClock } from '../../clock/clock.ts';
import type { EventLog } from '../../event-log/event-log.ts';
import { openPostgresRecordsKit } from '../open-postgres-records-kit.ts';
import { openSqliteRecordsKit } from '../open-sqlite-records-kit.ts';
import type { OpenRecordsKit } from '../records-kit.ts';
import { SHELF_MIGRATIONS, type ShelfTables } from './shelf.ts';

/** Where a store and its log outlive the processes that a test kills. */
export interface CrashPlace {
  readonly logFile: string;
  readonly store: { readonly file: string; readonly synchronous?: 'FULL' | 'OFF' } | { readonly url: string; readonly schema: string };
}

/** Reads the form in which a test hands a place to another process. */
export function readCrashPlace(json: string): CrashPlace {
  return JSON.parse(json) as CrashPlace;
}

/** Opens the store of a place with its relay running towards `log`. */
export function openCrashStore({ store }: CrashPlace, log: Pick<EventLog, 'append'>): Promise<OpenRecordsKit<ShelfTables>> {
  const common = { migrations: SHELF_MIGRATIONS, log, clock: systemClock, logger: pino({ level: 'silent' }), instanceId: 'crashing' };
  if ('file' in store) return openSqliteRecordsKit<ShelfTables>({ ...common, ...store });
  return openPostgresRecordsKit<ShelfTables>({ ...common, ...store, pool: { min: 1, max: 4 } });
}
