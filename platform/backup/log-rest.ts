import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ArchivedRow, LogMemory } from '../event-log/archive/event-archive.ts';
import { storeRows } from '../event-log/archive/postgres-archive-store.ts';
import type { RunStatement } from '../records/postgres-connection.ts';

/** The newest events of a log, which its archive did not have yet: one line a page of rows, or what the log knows of itself. */
const FILE = 'log-rest.jsonl';
const ARCHIVE = 'autoweave_log_archive';

type Line = { readonly workspace: string; readonly rows: readonly ArchivedRow[] } | { readonly workspace: string; readonly memory: LogMemory };

/** Adds to what a backup has of a workspace's log, in order of sequence. */
export function addToRest(folder: string, line: Line): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify(line)}\n`, { flag: 'a', mode: 0o600 });
}

/** Puts the newest events into the archive that was restored, so that it holds the whole log: a Redis that is empty beside it goes on from there. */
export async function bringToArchive(run: RunStatement, folder: string): Promise<void> {
  if (!existsSync(join(folder, FILE))) return;
  await run(`SELECT set_config('search_path', $1, true)`, [ARCHIVE]);
  for await (const text of createInterface({ input: createReadStream(join(folder, FILE)), crlfDelay: Infinity })) {
    const line = JSON.parse(text) as Line;
    if ('rows' in line) await storeRows(run, line.workspace, line.rows);
    else {
      const { forks, policy } = line.memory;
      await run(
        `INSERT INTO log_workspace (name, forks, policy) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET forks = excluded.forks, policy = excluded.policy`,
        [line.workspace, JSON.stringify(forks), policy ?? null],
      );
    }
  }
}
