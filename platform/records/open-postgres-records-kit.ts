import { toRecordsKit, type OpenRecordsKit, type RecordsKitOptions } from './records-kit.ts';
import { createPostgresRecords, type PostgresRecordsOptions } from './postgres-records.ts';
import type { Tables } from './records.ts';

/** Opens the records of one schema of a PostgreSQL database, with this process's relay waiting for its turn. */
export async function openPostgresRecordsKit<DB extends Tables>(
  options: RecordsKitOptions & Pick<PostgresRecordsOptions, 'url' | 'schema' | 'pool'>,
): Promise<OpenRecordsKit<DB>> {
  return toRecordsKit(await createPostgresRecords<DB>(options), options);
}
