import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import { RECORDS_IN_FILES, type BackedUpRecords } from './backed-up-records.ts';
import { MANIFEST, type BackupManifest } from './backup-manifest.ts';
import { snapshotFiles } from './snapshot-files.ts';
import { writeDurably } from './write-durably.ts';

/** A log beside the folder's files, which has to be asked in the moment of the backup, and gives what is not in the files afterwards. */
export interface BackedUpLog {
  readonly engine: BackupManifest['log'];
  /** How far each workspace has come. Runs while nobody can write to the files, `folder` is the live one. */
  heads(folder: string): Promise<Readonly<Record<string, number>>>;
  /** Adds to the copy what the files lack up to the heads. */
  complete(copy: string, heads: Readonly<Record<string, number>>): Promise<void>;
}

/** Beside the database of a file that is open; the owner's lock and what SQLite keeps of it. */
const NOT_COPIED = /\.(?:lock|owner)$|-(?:wal|shm|journal)$/;

/**
 * Backs a data folder up while a backend works on it: every file as it was at one moment, into `target`, which must be absent or empty.
 * Until it is whole it stands beside, under another name. Throws a ConfigError of one line for folders that cannot be used.
 */
export async function backUpFolder(
  folder: string,
  target: string,
  { log, records = RECORDS_IN_FILES, clock }: { log: BackedUpLog; records?: BackedUpRecords; clock: Clock },
): Promise<BackupManifest> {
  const to = resolve(target);
  if (listFiles(to).length > 0) throw new ConfigError([`${to} is not empty; a backup wants a folder of its own`]);
  const names = listFiles(resolve(folder)).filter((name) => !NOT_COPIED.test(name));
  if (names.length === 0 && records === RECORDS_IN_FILES) throw new ConfigError([`${resolve(folder)} holds nothing to back up`]);
  const databases = names.filter((name) => name.endsWith('.sqlite')).map((name) => join(folder, name));
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  // The records before the log: all that tells of a record is younger than it.
  async function begin() {
    await records.begin();
    return { takenAt: new Date(clock.now()).toISOString(), heads: await log.heads(folder) };
  }
  const { snapshot, value } = await records.hold(() => snapshotFiles(databases, { clock, during: begin }));
  try {
    for (const name of names) {
      if (databases.includes(join(folder, name))) await snapshot.copy(join(folder, name), join(unfinished, name));
      else copyFileSync(join(folder, name), join(unfinished, name));
    }
  } finally {
    snapshot.close();
  }
  await records.copy(unfinished);
  await log.complete(unfinished, value.heads);
  const files = Object.fromEntries(listFiles(unfinished).map((name) => [name, statSync(join(unfinished, name)).size]));
  const manifest: BackupManifest = { format: 1, ...value, log: log.engine, records: records === RECORDS_IN_FILES ? 'sqlite' : 'postgres', files };
  writeDurably(unfinished, { [MANIFEST]: JSON.stringify(manifest, undefined, 2) });
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
  return manifest;
}

/** The plain files of a folder; none when it is absent. */
export function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ConfigError([`${folder} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`]);
  }
}
