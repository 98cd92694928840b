import type { Durability } from '../event-log/event-log.ts';
import type { RunStatement } from './postgres-connection.ts';

interface ServerSettings extends Record<string, unknown> {
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly standbys: string;
}

const SETTINGS = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS "synchronousCommit",
  current_setting('synchronous_standby_names') AS standbys`;

/** What a commit's answer means with the server's present settings. */
export async function readPostgresDurability(run: RunStatement): Promise<Durability> {
  const { rows } = await run<ServerSettings>(SETTINGS);
  const settings = rows[0];
  if (settings === undefined || settings.fsync !== 'on' || settings.synchronousCommit === 'off') return { level: 'written', replicas: 0 };
  return { level: 'fsynced', replicas: countSyncReplicas(settings) };
}

/** How many standbys have it on disk before a commit answers: the number in `ANY 2 (a, b, c)`, 1 when names stand alone. */
function countSyncReplicas({ synchronousCommit, standbys }: ServerSettings): number {
  if (standbys.trim() === '' || !['on', 'remote_apply'].includes(synchronousCommit)) return 0;
  const counted = /^\s*(?:ANY\s+|FIRST\s+)?(\d+)\s*\(/i.exec(standbys);
  return counted === null ? 1 : Number(counted[1]);
}
