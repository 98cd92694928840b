import { copyFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../config/settings.ts';
import { listFiles } from './back-up-folder.ts';
import { readManifest, type BackupManifest } from './backup-manifest.ts';
import { writeDurably } from './write-durably.ts';

/**
 * Makes the data folder `target`, which must be absent or empty, of a backup. `begin` gets the copy before it stands at its place, to
 * begin what begins with a restore. Throws a ConfigError of one line when the backup or the folder cannot be used.
 */
export async function restoreFolder(
  backup: string,
  target: string,
  {
    log,
    records,
    begin,
  }: { log: BackupManifest['log']; records: NonNullable<BackupManifest['records']>; begin: (copy: string, manifest: BackupManifest) => Promise<void> },
): Promise<BackupManifest> {
  const to = resolve(target);
  const manifest = readManifest(resolve(backup), sizeOf);
  if (manifest.log !== log) throw new ConfigError([`the backup is of a log on ${manifest.log}, and the configuration asks for ${log}`]);
  const { records: kept = 'sqlite' } = manifest;
  if (kept !== records) throw new ConfigError([`the backup is of records on ${kept}, and the configuration asks for ${records}`]);
  if (listFiles(to).length > 0) throw new ConfigError([`${to} is not empty; a restore wants an empty folder, so that nothing is overwritten`]);
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  for (const name of Object.keys(manifest.files).filter((file) => !NOT_OF_THE_FOLDER.test(file))) copyFileSync(join(backup, name), join(unfinished, name));
  await begin(unfinished, manifest);
  writeDurably(unfinished, {});
  rmSync(to, { recursive: true, force: true });
  renameSync(unfinished, to);
  return manifest;
}

/** What goes to servers. */
const NOT_OF_THE_FOLDER = /^(?:postgres(?:-\d+)?\.jsonl?|log-rest\.jsonl)$/;

function sizeOf(file: string): number | undefined {
  try {
    return statSync(file).size;
  } catch {
    return undefined;
  }
}
