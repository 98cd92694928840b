import { randomUUID } from 'node:crypto';
import { lockFile } from '../../sqlite/file-lock.ts';
import { siblingModule } from '../../sqlite/sibling-module.ts';
import { openSqliteWriter } from '../../sqlite/sqlite-writer.ts';
import type { SpoolReply, SpoolRequest } from './spool-handler.ts';
import { openSpoolReader, type SpoolReader } from './spool-reader.ts';

/** One file of a spool, owned by this process while it is open. */
export interface SpoolFile {
  readonly reader: SpoolReader;
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
      write: (request) => writer.write(request),
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
