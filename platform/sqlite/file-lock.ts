import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Closable } from '../lifecycle/lifecycle.ts';

/** The file is open in another process, which `message` names. */
export class FileOwnedError extends Error {
  constructor(file: string, owner: string) {
    super(`${file} is in use by ${owner}`);
    this.name = 'FileOwnedError';
  }
}

/**
 * Makes this process the one owner of `file`. The lock is the operating system's own (held through SQLite on
 * `<file>.lock`), so it goes with the process however that ends. Throws FileOwnedError naming the first owner.
 */
export function lockFile(file: string, ownerName: string): Closable {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new FileOwnedError(file, readOwner(file));
  }
  writeFileSync(`${file}.owner`, `${ownerName} (process ${process.pid})`);
  return { close: () => lock.close() };
}

function readOwner(file: string): string {
  try {
    return readFileSync(`${file}.owner`, 'utf8');
  } catch {
    return 'another process';
  }
}
