import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventLogContract } from './event-log.contract.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';

eventLogContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'event-log-'));
  let files = 0;
  return {
    create: (clock) => createSqliteEventLog({ file: join(folder, `log-${(files += 1)}.db`), clock }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
});
