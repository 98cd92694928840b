import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../config/settings.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** The file is open in another process, which `message` names. */
export class FileOwnedError extends Error {
  constructor(file: string, owner: string) {
    super(`${file} is in use by ${owner}`);
    this.name = 'FileOwnedError';
  }
}

/**
 * Makes this process the one owner of `file`. The lock is the operating system's own (held through SQLite on
 * `<file>.lock`), so it goes with the process however that ends. Throws FileOwnedError naming the first owner, or a ConfigError
 * for a file that cannot be opened at all.
 */
export function lockFile(file: string, ownerName: string): Closable {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) throw new FileOwnedError(file, readOwner(file));
    throw new ConfigError([`${file} cannot be opened: ${(error as Error).message}`]);
  }
  const held = lock;
  writeFileSync(`${file}.owner`, `${ownerName} (process ${process.pid})`);
  return { close: () => held.close() };
}

function readOwner(file: string): string {
  try {
    return readFileSync(`${file}.owner`, 'utf8');
  } catch {
    return 'another process';
  }
}
