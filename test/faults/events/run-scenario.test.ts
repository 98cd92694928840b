import { describe, expect, it } from '@jest/globals';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import type { Engine } from './backend.ts';
import { runScenario } from './run-scenario.ts';

const SILENT = { show: () => undefined, close: () => undefined };

async function expectNothingLost(engine: Engine): Promise<void> {
  const folder = createTemporaryFolder();
  try {
    const result = await runScenario({ engine, events: 400, kills: 5, maxMs: 120_000, seed: 19, folder: folder.path }, SILENT);
    expect(result).toMatchObject({ faults: [], failures: [], lost: 0, duplicated: 0, gaps: 0 });
    expect(result.acknowledged).toBeGreaterThan(0);
    expect(result.delivered).toBe(result.stored);
    expect(result.stored).toBeGreaterThanOrEqual(result.acknowledged);
    expect(result.kills).toBeGreaterThan(0);
  } finally {
    folder.remove();
  }
}

describe('a fault run on embedded stores', () => {
  it(
    'E19 stores and delivers everything that was acknowledged, each once, while all processes are killed at random',
    () => expectNothingLost('embedded'),
    600_000,
  );
});

describeWith(redisAvailable())('a fault run on Redis', () => {
  it(
    'E19 stores and delivers everything that was acknowledged, each once, while all processes and Redis are killed at random',
    () => expectNothingLost('redis'),
    600_000,
  );
});
