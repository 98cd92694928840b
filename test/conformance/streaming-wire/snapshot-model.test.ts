import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../differential/random.ts';
import { checkSnapshot } from './check-snapshot.ts';
import { runSnapshot, type SnapshotRecord } from './snapshot-run.ts';
import { startWireBackend, UPSTREAMS } from './wire-backend.ts';

const RUNS = 1_000;
const AT_ONCE = 20;
/** A slow machine makes fewer runs, never none. */
const LONGEST_MS = 30_000;
const LEAST_RUNS = 40;

describe('snapshot, then stream, under writes', () => {
  it.each(UPSTREAMS)(
    "W2.10 MUST give the client the server's state at every position, over random runs (subgraph %s)",
    async (upstream) => {
      const backend = await startWireBackend({ upstream, store: 'embedded' });
      const begunMs = performance.now();
      const faults: string[] = [];
      const seen = { runs: 0, changes: 0, snapshots: 0 };
      let next = 0;

      async function work(): Promise<void> {
        while (next < RUNS / UPSTREAMS.length && (next < LEAST_RUNS || performance.now() - begunMs < LONGEST_MS)) {
          const seed = (next += 1);
          const record = await runSnapshot(backend, `run${seed}`, createRandom(seed));
          faults.push(...checkSnapshot(record).map((fault) => `seed ${seed}: ${fault}`));
          seen.runs += 1;
          seen.changes += record.changes.length;
          seen.snapshots += record.snapshot.length;
        }
      }

      try {
        await Promise.all(Array.from({ length: AT_ONCE }, work));
      } finally {
        await backend.close();
      }
      expect(faults).toEqual([]);
      expect(seen.runs).toBeGreaterThanOrEqual(LEAST_RUNS);
      // Both halves were tried: states that were there, and changes after them.
      expect(seen.changes).toBeGreaterThan(seen.runs);
      expect(seen.snapshots).toBeGreaterThan(seen.runs);
    },
    300_000,
  );
});

describe('the checker of snapshots', () => {
  const written = [1, 2, 3, 4].map((sequence) => ({ subject: sequence % 2 === 0 ? 'a' : 'b', revision: Math.ceil(sequence / 2), sequence }));
  const [first, second, third, fourth] = written as [SnapshotRecord['written'][number], ...SnapshotRecord['written']] & { readonly length: 4 };
  const sound: SnapshotRecord = { snapshot: [first, second!], changes: [third!, fourth!], written, gaps: 0, isCoalesced: false };

  it('finds nothing in a sound run, also where the snapshot knew more than its place', () => {
    expect(checkSnapshot(sound)).toEqual([]);
    expect(checkSnapshot({ ...sound, changes: [second!, third!, fourth!] })).toEqual([]);
    expect(checkSnapshot({ ...sound, changes: [fourth!], isCoalesced: true, written: [first, second!, fourth!] })).toEqual([]);
  });

  it.each<[string, Partial<SnapshotRecord>]>([
    ['a lost event', { changes: [fourth!] }],
    ['a lost last event', { changes: [third!] }],
    ['a doubled event', { changes: [third!, third!, fourth!] }],
    ['events out of order', { changes: [fourth!, third!] }],
    ['a hole in the snapshot', { snapshot: [second!] }],
    ['an event that nobody wrote', { changes: [third!, { subject: 'c', revision: 1, sequence: 9 }, fourth!] }],
    ['a gap', { gaps: 1 }],
  ])('reports %s', (_what, broken) => {
    expect(checkSnapshot({ ...sound, ...broken })).not.toEqual([]);
  });
});
