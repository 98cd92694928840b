import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { BackedUpLog } from './back-up-folder.ts';

const FILE = 'log.sqlite';

/** The embedded log, which is a file of the folder like the others. */
export const EMBEDDED_LOG: BackedUpLog = {
  engine: 'sqlite',
  heads(folder) {
    const db = new DatabaseSync(join(folder, FILE), { readOnly: true });
    try {
      const rows = db.prepare('SELECT name, head FROM workspace').all() as unknown as { name: string; head: number }[];
      return Promise.resolve(Object.fromEntries(rows.map(({ name, head }) => [name, head])));
    } finally {
      db.close();
    }
  },
  complete: () => Promise.resolve(),
};
