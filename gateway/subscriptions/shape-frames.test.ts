import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import type { ClientFrame } from './client-view.ts';
import { createPayload } from './payload.ts';
import type { FrameShape } from './pending-frames.ts';
import { shapeFrames } from './shape-frames.ts';

/** A source that is fed by hand, and what a client that takes everything at once has got. */
function startShaping(shape: FrameShape, options: { reads?: boolean } = {}) {
  const clock = createManualClock();
  const queue: ClientFrame[] = [];
  const got: string[] = [];
  let wake = Promise.withResolvers<void>();
  let over: { error?: Error } | undefined;
  let returned = false;
  async function* source(): AsyncGenerator<ClientFrame> {
    try {
      for (;;) {
        const frame = queue.shift();
        if (frame !== undefined) yield frame;
        else if (over?.error !== undefined) throw over.error;
        else if (over !== undefined) return;
        else await wake.promise;
      }
    } finally {
      returned = true;
    }
  }
  function tell(): void {
    wake.resolve();
    wake = Promise.withResolvers();
  }
  const shaped = shapeFrames(source(), shape, clock);
  async function read(): Promise<void> {
    for await (const { kind, payload } of shaped) {
      const { dropped } = (payload.result.extensions?.['stream'] ?? {}) as { dropped?: number };
      const { at = '', key = '' } = (payload.result.data ?? {}) as { at?: number; key?: string };
      got.push(`${kind === 'event' ? '' : kind}${key}${at}${dropped === undefined ? '' : ` dropped ${dropped}`}`);
    }
    got.push('end');
  }
  const startReading = (): void => void read().catch((error: Error) => got.push(`error ${error.message}`));
  if (options.reads !== false) startReading();
  return {
    got,
    startReading,
    shaped,
    isReturned: () => returned,
    async put(...events: (string | ClientFrame['kind'])[]) {
      for (const event of events) {
        const [key = '', at = ''] = event.split(/(?<=^[a-z])(?=\d)/);
        const kind = event === 'progress' || event === 'state' ? event : 'event';
        queue.push({ kind, payload: createPayload({ data: kind === 'event' ? { key, at: Number(at) } : null }) });
      }
      tell();
      await turns();
    },
    async end(error?: Error) {
      over = error === undefined ? {} : { error };
      tell();
      await turns();
    },
    async advance(ms: number) {
      clock.advance(ms);
      await turns();
    },
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe('maxHz', () => {
  it('W6.1 MUST let so many frames a second leave; the newest replaces the one that waits and is counted', async () => {
    const shaping = startShaping({ maxHz: 2 });
    await shaping.put('a1', 'a2', 'a3');
    expect(shaping.got).toEqual(['a1']);
    await shaping.advance(499);
    expect(shaping.got).toEqual(['a1']);
    await shaping.advance(1);
    expect(shaping.got).toEqual(['a1', 'a3 dropped 1']);
    await shaping.advance(5_000);
    await shaping.put('a4');
    expect(shaping.got.at(-1)).toBe('a4');
  });

  it('W6.4 MUST keep frames in order, and hold states and progress to no rate', async () => {
    const shaping = startShaping({ maxHz: 1 });
    await shaping.put('a1', 'a2', 'state', 'progress', 'a3', 'progress');
    expect(shaping.got).toEqual(['a1', 'state dropped 1']);
    await shaping.advance(1_000);
    expect(shaping.got).toEqual(['a1', 'state dropped 1', 'a3', 'progress']);
  });

  it('W6.4 MUST send what waits when the source is over, then its end', async () => {
    const shaping = startShaping({ maxHz: 1 });
    await shaping.put('a1', 'a2');
    await shaping.end(new Error('gone'));
    expect(shaping.got).toEqual(['a1', 'a2', 'error gone']);
  });
});

describe('coalesceBy', () => {
  it('W6.2 MUST keep the latest frame of each key, in the order of their positions, at most maxHz a second', async () => {
    const shaping = startShaping({ maxHz: 1, coalesceBy: ['key'] });
    await shaping.put('a1', 'a2', 'b3', 'a4', 'c5', 'b6');
    await shaping.advance(1_000);
    await shaping.advance(1_000);
    await shaping.advance(1_000);
    expect(shaping.got).toEqual(['a1', 'a4 dropped 2', 'c5', 'b6']);
  });

  it('W6.2 MUST replace only while the client takes nothing, without a rate', async () => {
    const shaping = startShaping({ coalesceBy: ['key'] }, { reads: false });
    const first = shaping.shaped.next();
    await shaping.put('a1');
    expect((await first).value?.payload.result.data).toEqual({ key: 'a', at: 1 });
    await shaping.put('a2', 'b3', 'a4');
    shaping.startReading();
    await turns();
    expect(shaping.got).toEqual(['b3 dropped 1', 'a4']);
    await shaping.put('a5', 'a6');
    expect(shaping.got.slice(2)).toEqual(['a5', 'a6']);
  });

  it('W6.2 MUST bound what waits, and count the oldest that it lets go', async () => {
    const shaping = startShaping({ coalesceBy: ['at'] }, { reads: false });
    const first = shaping.shaped.next();
    await shaping.put('a0');
    await first;
    await shaping.put(...Array.from({ length: 1_200 }, (_, index) => `a${index + 1}`));
    for (let round = 0; round < 100; round += 1) await turns();
    shaping.startReading();
    for (let round = 0; round < 100; round += 1) await turns();
    expect([shaping.got[0], shaping.got.length]).toEqual(['a201 dropped 200', 1_000]);
  });
});

describe('batchMs', () => {
  it('W6.3 MUST send what came together in one burst, every frame of it', async () => {
    const shaping = startShaping({ batchMs: 100 });
    await shaping.put('a1', 'a2');
    await shaping.advance(60);
    await shaping.put('a3');
    await shaping.advance(39);
    expect(shaping.got).toEqual([]);
    await shaping.advance(1);
    expect(shaping.got).toEqual(['a1', 'a2', 'a3']);
    await shaping.put('a4');
    expect(shaping.got).toHaveLength(3);
    await shaping.advance(100);
    expect(shaping.got.at(-1)).toBe('a4');
  });

  it('W6.3 MUST hold with maxHz as many in a burst as the rate gives in its time', async () => {
    const shaping = startShaping({ batchMs: 1_000, maxHz: 3 });
    await shaping.put('a1', 'a2', 'a3', 'a4', 'a5');
    await shaping.advance(1_000);
    expect(shaping.got).toEqual(['a3 dropped 2', 'a4', 'a5']);
  });
});

describe('a shaped stream', () => {
  it('returns its source when it is returned', async () => {
    const shaping = startShaping({ maxHz: 1 }, { reads: false });
    const first = shaping.shaped.next();
    await shaping.put('a1');
    await first;
    const returned = shaping.shaped.return(undefined);
    await shaping.end();
    await returned;
    expect(shaping.isReturned()).toBe(true);
  });
});
