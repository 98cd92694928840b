import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { FileSource } from '../domain/pipeline.ts';
import type { SourceCursor } from '../domain/source-cursor.ts';
import { openItemCursor } from './item-cursor.ts';
import { readCsv } from './read-csv.ts';
import { readNdjson } from './read-ndjson.ts';

/** Opens a file below `filesDir`. One that is not there is NOT_FOUND; one that a link leads out of it to, BAD_USER_INPUT. */
export async function openFileSource(
  source: FileSource,
  options: { filesDir: string; checkpoint: JsonValue; keyPrefix: string; signal: AbortSignal },
): Promise<SourceCursor> {
  const file = await openInside(options.filesDir, source.path);
  try {
    const { size, mtimeMs, ino } = await file.stat();
    const chunks = file.createReadStream({ signal: options.signal, autoClose: false });
    return await openItemCursor(source.format === 'CSV' ? readCsv(chunks) : readNdjson(chunks), {
      checkpoint: options.checkpoint,
      fingerprint: `${ino}-${size}-${mtimeMs}`,
      keyPrefix: options.keyPrefix,
      what: `the file ${source.path}`,
      close: () => file.close(),
    });
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

/** Refuses a path that a link leads out of the files folder. One that is not there passes. */
export async function assertInside(filesDir: string, path: string, field: string): Promise<void> {
  const [root, real] = await Promise.all([realpathOf(filesDir), realpathOf(join(filesDir, path))]);
  if (root !== undefined && real !== undefined && !real.startsWith(`${root}${sep}`)) throw badInput(field, 'a path that stays below the files folder', path);
}

async function openInside(filesDir: string, path: string): Promise<FileHandle> {
  const field = 'source.file.path';
  await assertInside(filesDir, path, field);
  const real = await realpathOf(join(filesDir, path));
  if (real === undefined) throw missing(path);
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw badInput(field, 'a file', path);
    // A link that was put there in the meantime is noticed: the path must still lead to where it led.
    await assertInside(filesDir, path, field);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function realpathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function missing(path: string): CodedError {
  return new CodedError('NOT_FOUND', `the files folder has no file ${JSON.stringify(path)}`, { field: 'source.file.path' });
}
