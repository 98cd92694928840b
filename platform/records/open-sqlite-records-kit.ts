import { toRecordsKit, type OpenRecordsKit, type RecordsKitOptions } from './records-kit.ts';
import type { Tables } from './records.ts';
import { createSqliteRecords } from './sqlite-records.ts';

/** Opens the embedded records of one file, with their relay running. Throws FileOwnedError when another process owns it. */
export async function openSqliteRecordsKit<DB extends Tables>(
  options: RecordsKitOptions & { file: string; synchronous?: 'FULL' | 'NORMAL' | 'OFF' },
): Promise<OpenRecordsKit<DB>> {
  return toRecordsKit(await createSqliteRecords<DB>({ ...options, owner: options.instanceId }), options);
}
