import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../clock/clock.ts';
import { createSqliteVectors } from './sqlite-vectors.ts';
import { describeVectorStore } from './vectors.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeVectorStore('SQLite', () => createSqliteVectors({ file: join(folder, 'contract.db'), clock: systemClock }));

it('keeps the points when it is closed and opened again, and refuses a second owner of the file', async () => {
  const file = join(folder, 'nested', 'again.db');
  const scope = { workspace: 'w', principal: 'p' };
  const first = await createSqliteVectors({ file, clock: systemClock });
  await expect(createSqliteVectors({ file, clock: systemClock })).rejects.toThrow(/again\.db is in use by the vector store \(process \d+\)/);
  await first.upsert(scope, 'docs', [{ id: 'a', vector: [1, 2], payload: { kept: true } }]);
  await first.close();
  const second = await createSqliteVectors({ file, clock: systemClock });
  expect(await second.get(scope, 'docs', ['a'])).toEqual([{ id: 'a', vector: [1, 2], payload: { kept: true } }]);
  await second.close();
});
