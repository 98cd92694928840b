import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { startAutoweave } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'examples', '01-quick-start', 'quick-start.ts');

describe('examples/01-quick-start', () => {
  it('R02 runs clean from zero and tells the story of the README', async () => {
    const folder = createTemporaryFolder();
    const backend = await startAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: folder.path });
    const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT], {
      env: { ...process.env, AUTOWEAVE_URL: backend.url },
    });
    expect(stdout).toMatch(/health: HEALTHY[\s\S]*one query, five subgraphs: \{[\s\S]*"coreRegistration"[\s\S]*stopped the service[\s\S]*health: UNHEALTHY/);
    await backend.stop();
    folder.remove();
  });
});
