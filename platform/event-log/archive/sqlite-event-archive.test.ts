import { afterAll } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventArchiveContract } from './event-archive.contract.ts';
import { createSqliteEventArchive } from './sqlite-event-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

eventArchiveContract('SQLite', () => Promise.resolve(createSqliteEventArchive({ file: join(folder, 'archive.sqlite') })));
