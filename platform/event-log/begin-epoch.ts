import { DatabaseSync } from 'node:sqlite';
import { readForks, type Fork } from './log-bounds.ts';

const EPOCHS_SINCE_MS = Date.UTC(2020, 0, 1);

/**
 * Begins an epoch in every workspace of an embedded log's file that nobody has open, as a restore does: cursors up to its head stay valid,
 * later ones, of a branch that the file does not know, get a gap. Its number is taken from the clock, so that two restores of one backup
 * begin different ones.
 */
export function beginEpochs(file: string, nowMs: number): void {
  const db = new DatabaseSync(file);
  try {
    db.exec('BEGIN IMMEDIATE');
    const rows = db.prepare('SELECT number, head, forks FROM workspace').all() as unknown as { number: number; head: number; forks: string }[];
    const setForks = db.prepare('UPDATE workspace SET forks = ? WHERE number = ?');
    for (const { number, head, forks } of rows) setForks.run(JSON.stringify(withFork(readForks(forks), { after: head, nowMs })), number);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

/** The forks with one more, at which a restored log leaves the branch that was lost. */
export function withFork(forks: readonly Fork[], { after, nowMs }: { after: number; nowMs: number }): readonly Fork[] {
  const epoch = Math.max((forks.at(-1)?.epoch ?? 0) + 1, Math.floor((nowMs - EPOCHS_SINCE_MS) / 1_000));
  return [...forks, { epoch, after }];
}
