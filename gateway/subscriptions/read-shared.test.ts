import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { OperationFrame } from '../operation.ts';
import { createCursorSealer } from './cursor.ts';
import { readShared, type ReadFrame } from './read-shared.ts';
import { createSharedSources, type SharedSources } from './shared-sources.ts';
import type { StartSource } from './shared-source.ts';

const seal = createCursorSealer(randomBytes(32)).for({ workspace: 'default', operationHash: randomBytes(32) });

/** A log of numbers; positions are their texts. A source of it attaches at the head, or after a position, and follows. */
function createLog(options: { positions?: boolean } = {}) {
  const { positions = true } = options;
  const events: number[] = [];
  let wake = Promise.withResolvers<void>();
  let open = 0;
  let over = false;
  const at = (position: number) => (positions ? { position: String(position) } : {});
  async function* follow(resumeFrom: string | undefined, signal: AbortSignal): AsyncGenerator<OperationFrame> {
    let next = resumeFrom === undefined ? events.length : Number(resumeFrom);
    const head = events.length;
    open += 1;
    try {
      yield {
        result: { data: null },
        stream: {
          kind: 'state',
          state: 'live',
          resumable: positions,
          ...at(next),
          ...(resumeFrom === undefined ? {} : { resumed: { replayed: head - next } }),
        },
      };
      while (!signal.aborted) {
        if (next < events.length) {
          next += 1;
          yield { result: { data: { value: next } }, stream: { kind: 'event', ...at(next), ...(next <= head ? { replay: true } : {}) } };
        } else if (over) return;
        else await Promise.race([wake.promise, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
      }
    } finally {
      open -= 1;
    }
  }
  function tell(): void {
    wake.resolve();
    wake = Promise.withResolvers();
  }
  return {
    start: (({ resumeFrom, signal }) => follow(resumeFrom, signal)) satisfies StartSource,
    append() {
      events.push(events.length + 1);
      tell();
    },
    end() {
      over = true;
      tell();
    },
    get open() {
      return open;
    },
    get head() {
      return events.length;
    },
  };
}

interface Reading {
  readonly reads: ReadFrame[];
  /** Reads that many frames more. */
  read(count: number): Promise<void>;
  readAll(): void;
  values(): number[];
  stop(): void;
}

function startReading(sources: SharedSources, log: ReturnType<typeof createLog>, resumeFrom?: number): Reading {
  const controller = new AbortController();
  const iterator = readShared({
    source: () => sources.get('key', { start: log.start, seal }),
    resumeFrom: resumeFrom === undefined ? undefined : String(resumeFrom),
    signal: controller.signal,
  });
  const reads: ReadFrame[] = [];
  async function read(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      const next = await iterator.next();
      if (next.done === true) return;
      reads.push(next.value);
    }
  }
  return {
    reads,
    read,
    readAll: () => void read(Infinity),
    values: () => reads.flatMap(({ frame }) => (frame.stream.kind === 'event' ? [(frame.result.data as { value: number }).value] : [])),
    stop: () => controller.abort(),
  };
}

const from = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

describe('readers of one subscription', () => {
  it('W7.1 MUST share one source, and one payload for each event', async () => {
    const log = createLog();
    const sources = createSharedSources();
    const [one, two] = [startReading(sources, log), startReading(sources, log)];
    await Promise.all([one.read(1), two.read(1)]);
    log.append();
    await Promise.all([one.read(1), two.read(1)]);
    expect([log.open, sources.size]).toEqual([1, 1]);
    expect(one.reads[1]?.frame.payload).toBe(two.reads[1]?.frame.payload);
    one.stop();
    two.stop();
    await Promise.all([one.read(1), two.read(1)]);
    expect([log.open, sources.size]).toEqual([0, 0]);
  });

  it('W7.2 MUST attach whoever comes later where the source stands, and say so at once', async () => {
    const log = createLog();
    const sources = createSharedSources();
    const early = startReading(sources, log);
    await early.read(1);
    log.append();
    await early.read(1);
    const late = startReading(sources, log);
    await late.read(1);
    expect(late.reads[0]?.frame.stream).toEqual({ kind: 'state', state: 'live', resumable: true, position: '1' });
    log.append();
    await late.read(1);
    expect([late.values(), log.open]).toEqual([[2], 1]);
    early.stop();
    late.stop();
  });

  it('W7.3 MUST give who resumes its own replay, then the shared source', async () => {
    const log = createLog();
    const sources = createSharedSources();
    for (let count = 0; count < 5; count += 1) log.append();
    const live = startReading(sources, log);
    await live.read(1);
    const back = startReading(sources, log, 2);
    await back.read(4);
    expect(back.reads[0]?.frame.stream.resumed).toEqual({ replayed: 3 });
    expect(back.values()).toEqual([3, 4, 5]);
    live.readAll();
    back.readAll();
    log.append();
    log.append();
    await waitUntil(() => back.values().length === 5);
    expect([back.values(), live.values()]).toEqual([
      [3, 4, 5, 6, 7],
      [6, 7],
    ]);
    await waitUntil(() => log.open === 1);
    live.stop();
    back.stop();
  });

  it('W7.3 MUST NOT start a source for who missed nothing', async () => {
    const log = createLog();
    const sources = createSharedSources();
    log.append();
    const live = startReading(sources, log);
    await live.read(1);
    const back = startReading(sources, log, 1);
    await back.read(1);
    expect([back.reads[0]?.frame.stream, log.open]).toEqual([{ kind: 'state', state: 'live', resumable: true, position: '1', resumed: { replayed: 0 } }, 1]);
    live.stop();
    back.stop();
  });

  it('W7.4 MUST let a slow reader read the log at its own pace, from its own place', async () => {
    const log = createLog();
    const sources = createSharedSources({ frames: 4, bytes: 1_000_000 });
    const [slow, quick] = [startReading(sources, log), startReading(sources, log)];
    await slow.read(1);
    quick.readAll();
    for (let count = 1; count <= 50; count += 1) {
      log.append();
      await waitUntil(() => quick.values().length === count);
    }
    slow.readAll();
    await waitUntil(() => slow.values().length === 50);
    expect(slow.values()).toEqual(from(1, 50));
    await waitUntil(() => log.open === 1);
    slow.stop();
    quick.stop();
  });

  it('W7.5 MUST count what it lets go when there is no log to read again', async () => {
    const log = createLog({ positions: false });
    const sources = createSharedSources({ frames: 4, bytes: 1_000_000 });
    const [slow, quick] = [startReading(sources, log), startReading(sources, log)];
    await slow.read(1);
    quick.readAll();
    for (let count = 0; count < 10; count += 1) log.append();
    await waitUntil(() => quick.values().length === 10);
    await slow.read(4);
    expect(slow.values()).toEqual([7, 8, 9, 10]);
    expect(slow.reads.map(({ dropped }) => dropped)).toEqual([0, 6, 0, 0, 0]);
    slow.stop();
    quick.stop();
  });

  it('end with the source', async () => {
    const log = createLog();
    const sources = createSharedSources();
    const one = startReading(sources, log);
    log.append();
    log.end();
    await one.read(Infinity);
    expect([one.values(), sources.size]).toEqual([[], 0]);
  });

  it('W2.7 MUST lose and double nothing, whoever comes, leaves, resumes and stalls when', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 100; round += 1) {
      const log = createLog();
      const sources = createSharedSources({ frames: 1 + random(6), bytes: 1_000_000 });
      const readings: { readonly reading: Reading; readonly resumed: number | undefined }[] = [];
      for (let step = 0; step < 120; step += 1) {
        const choice = random(10);
        if (choice < 5) log.append();
        else if (choice === 5) readings.push({ reading: startReading(sources, log), resumed: undefined });
        else if (choice === 6) {
          const resumed = random(log.head + 1);
          readings.push({ reading: startReading(sources, log, resumed), resumed });
        } else void readings[random(readings.length)]?.reading.read(1 + random(5));
        for (let turns = random(8); turns > 0; turns -= 1) await Promise.resolve();
      }
      for (const { reading } of readings) reading.readAll();
      await waitUntil(() =>
        readings.every(({ reading }) => reading.reads.findLast(({ frame }) => frame.stream.position !== undefined)?.frame.stream.position === String(log.head)),
      );
      for (const { reading, resumed } of readings) {
        const start = resumed ?? Number(reading.reads[0]?.frame.stream.position);
        expect(reading.values()).toEqual(from(start + 1, log.head));
        reading.stop();
      }
      await waitUntil(() => log.open === 0 && sources.size === 0);
    }
  });
});
