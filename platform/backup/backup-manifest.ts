import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/settings.ts';

/** What a backup says of itself. It is written last, so a folder without it is none. */
export interface BackupManifest {
  readonly format: 1;
  /** The moment at which everything in it was so, RFC 3339. */
  readonly takenAt: string;
  /** Files and their sizes in bytes. */
  readonly files: Readonly<Record<string, number>>;
  /** Where the log is kept; a restore into another is refused. */
  readonly log: 'sqlite' | 'redis';
  /** Where the records are kept, likewise; absent: in files. */
  readonly records?: 'sqlite' | 'postgres';
  /** How far each workspace's log had come. */
  readonly heads: Readonly<Record<string, number>>;
}

/** The name of the manifest's file in a backup's folder. */
export const MANIFEST = 'backup.json';

/** Reads a backup's manifest; throws a ConfigError of one line when the folder holds no backup, or one that is not whole. */
export function readManifest(folder: string, sizeOf: (file: string) => number | undefined): BackupManifest {
  let manifest: BackupManifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as BackupManifest;
  } catch {
    throw new ConfigError([`${folder} holds no backup: ${MANIFEST} is missing or cannot be read`]);
  }
  if (manifest.format !== 1) throw new ConfigError([`${folder}: its backup has the format ${String(manifest.format)}, which this version does not know`]);
  for (const [file, size] of Object.entries(manifest.files)) {
    const found = sizeOf(join(folder, file));
    if (found !== size) throw new ConfigError([`${folder}: ${file} is ${found === undefined ? 'missing' : `${found} bytes long`}, expected ${size} bytes`]);
  }
  return manifest;
}
