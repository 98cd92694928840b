import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../platform/config/settings.ts';

const FILE = 'cursor.key';
const KEY_BYTES = 32;
const MIN_SECRET_LENGTH = 16;

/**
 * The key that seals cursors, 32 bytes: from the secret, else from `cursor.key` in the data folder, which is made once
 * (mode 0600, safe against two processes that start at once), else, without either, one that lasts as long as this process.
 * Throws a ConfigError for a secret that is too short and for a file that is not a key.
 */
export async function loadCursorKey(source: { secret: string | undefined; dataDir: string | undefined }): Promise<Buffer> {
  if (source.secret !== undefined) return toKey(source.secret);
  if (source.dataDir === undefined) return randomBytes(KEY_BYTES);
  const path = join(source.dataDir, FILE);
  return (await readKey(path)) ?? (await makeKey(source.dataDir, path));
}

function toKey(secret: string): Buffer {
  if (secret.length < MIN_SECRET_LENGTH)
    throw new ConfigError([`AUTOWEAVE_CURSOR_KEY: expected ${MIN_SECRET_LENGTH} characters or more, received ${secret.length}`]);
  return createHash('sha256').update('autoweave cursor key\0').update(secret).digest();
}

async function readKey(path: string): Promise<Buffer | undefined> {
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
    if (key.length !== KEY_BYTES)
      throw new ConfigError([
        `${path}: expected a cursor key of ${KEY_BYTES} bytes; remove the file to have a new one made (cursors given out so far are then refused)`,
      ]);
    return key;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The whole file appears under its name or not at all: whoever links first wins, and the others read that one. */
async function makeKey(dataDir: string, path: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64url')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const key = await readKey(path);
  if (key === undefined) throw new ConfigError([`${path}: was removed while it was being made`]);
  return key;
}
