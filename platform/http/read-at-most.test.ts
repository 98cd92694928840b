import { describe, expect, it } from '@jest/globals';
import { readAtMost } from './read-at-most.ts';

/** Chunks that tell how many were asked for, and whether their reader let go of them. */
function createChunks(sizes: readonly number[]) {
  const seen = { asked: 0, isLetGo: false };
  async function* give(): AsyncGenerator<Uint8Array> {
    try {
      for (const size of sizes) {
        seen.asked += 1;
        yield new Uint8Array(size).fill(65);
      }
    } finally {
      seen.isLetGo = true;
    }
  }
  return { chunks: give(), seen };
}

describe('a bounded body', () => {
  it('is read whole up to its bound', async () => {
    expect(String(await readAtMost(createChunks([2, 0, 1]).chunks, 3))).toBe('AAA');
    expect(await readAtMost([], 0)).toEqual(Buffer.alloc(0));
  });

  it('is let go beyond it', async () => {
    const { chunks, seen } = createChunks([2, 2, 2]);
    expect(await readAtMost(chunks, 3)).toBeUndefined();
    expect(seen).toEqual({ asked: 2, isLetGo: true });
  });
});
