import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock/clock.ts';
import { describeGraphStore } from './graph.contract.ts';
import { createSqliteGraph } from './sqlite-graph.ts';

const folder = mkdtempSync(join(tmpdir(), 'graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeGraphStore('SQLite', () => createSqliteGraph({ file: join(folder, 'contract.db'), clock: systemClock }));

it('keeps the graph when it is closed and opened again, and refuses a second owner of the file', async () => {
  const file = join(folder, 'nested', 'again.db');
  const scope = { workspace: 'w', principal: 'p' };
  const first = await createSqliteGraph({ file, clock: systemClock });
  await expect(createSqliteGraph({ file, clock: systemClock })).rejects.toThrow(/again\.db is in use by the graph store \(process \d+\)/);
  await first.upsert(scope, { nodes: [{ id: 'a', label: 'Thing', properties: { kept: true } }], relations: [] });
  await first.close();
  const second = await createSqliteGraph({ file, clock: systemClock });
  expect(await second.node(scope, 'a')).toEqual({ id: 'a', label: 'Thing', properties: { kept: true } });
  await second.close();
});
