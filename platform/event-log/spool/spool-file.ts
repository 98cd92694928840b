import { randomUUID } from 'node:crypto';
import { CodedError } from '../../errors/coded-error.ts';
import { lockFile } from '../../sqlite/file-lock.ts';
import { siblingModule } from '../../sqlite/sibling-module.ts';
import { openSqliteWriter, SqliteWriteError } from '../../sqlite/sqlite-writer.ts';
import type { SpoolReply, SpoolRequest } from './spool-handler.ts';
import { openSpoolReader, type SpoolReader } from './spool-reader.ts';

const SQLITE_FULL = '13';

/** One file of a spool, owned by this process while it is open. */
export interface SpoolFile {
  readonly reader: SpoolReader;
  /** Rejects with LOG_FULL when the disk is full, and with LOG_UNAVAILABLE when it refuses otherwise. */
  write(request: SpoolRequest): Promise<SpoolReply>;
  close(): Promise<void>;
}

/** Locks and opens `file`, made when absent. Throws FileOwnedError when another process has it. */
export async function openSpoolFile(file: string): Promise<SpoolFile> {
  const lock = lockFile(file, 'spool of events');
  try {
    const name = randomUUID().slice(0, 8);
    const writer = await openSqliteWriter<SpoolRequest, SpoolReply>({ file, handler: siblingModule(import.meta.url, 'spool-handler'), options: { name } });
    const reader = openSpoolReader(file);
    return {
      reader,
      async write(request) {
        try {
          return await writer.write(request);
        } catch (error) {
          if (error instanceof SqliteWriteError && error.sqliteCode === SQLITE_FULL)
            throw new CodedError('LOG_FULL', 'the event log cannot be reached, and the disk of its spool is full', { cause: error });
          throw new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached, and its spool could not write', { cause: error });
        }
      },
      async close() {
        await writer.close();
        reader.close();
        await lock.close();
      },
    };
  } catch (error) {
    await lock.close();
    throw error;
  }
}
