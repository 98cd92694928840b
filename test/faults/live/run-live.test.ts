import { expect, it } from '@jest/globals';
import { postgresAvailable } from '../../support/postgres.ts';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { LIVE_FAULTS } from './live-backend.ts';
import { runLive } from './run-live.ts';

describeWith(redisAvailable() && postgresAvailable())('subscribers of a backend that is reloaded, killed, grown and shrunk', () => {
  it('W2.7 W2.12 W3.1 W3.2 W4.4 get every event once and in order, and are told of every gap', async () => {
    const folder = createTemporaryFolder();
    try {
      const result = await runLive({ subscribers: 60, rounds: 1, eventEveryMs: 100, seed: 7, folder: folder.path, say: () => undefined });
      expect(result).toMatchObject({ faults: [], failures: [], announced: 0, gaps: 0 });
      expect(new Set(result.inflicted)).toEqual(new Set(LIVE_FAULTS));
      // The faults were felt.
      expect(result.losses).toBeGreaterThan(0);
      expect(result.states).toEqual(expect.arrayContaining(['live', 'reconnecting']));
    } finally {
      folder.remove();
    }
  }, 600_000);
});
