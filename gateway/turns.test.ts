import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../platform/clock/manual-clock.ts';
import { createTurns, readLoopIdleMs } from './turns.ts';

function open() {
  const clock = createManualClock();
  const loop = { idleMs: 0 };
  const turns = createTurns({ clock, readIdleMs: () => loop.idleMs });
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const never = new AbortController().signal;
  const run = (name: string, signal = never) =>
    turns.run(signal, () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const crowd = (count: number) => Array.from({ length: count }, (_, at) => run(`c${at}`));
  return {
    started,
    run,
    crowd,
    end: (name: string) => ends.get(name)?.(),
    /** Lets time pass in which the loop is idle for `idleMs`. */
    pass(ms: number, idleMs: number) {
      loop.idleMs += idleMs;
      clock.advance(ms);
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns of operations', () => {
  it('start at once while the process has time to spare, however many there are', async () => {
    const { started, crowd, pass } = open();
    void crowd(30);
    expect(started).toHaveLength(30);
    await settle();
    pass(30, 16);
    void crowd(30);
    expect(started).toHaveLength(60);
  });

  it('come one after the other in a process that is busy all the time, in order', async () => {
    const { started, crowd, run, end, pass } = open();
    pass(30, 0);
    void crowd(8);
    void run('a');
    void run('b');
    await settle();
    pass(30, 0);
    expect(started).toHaveLength(8);
    end('c3');
    await settle();
    expect(started.slice(8)).toEqual(['a']);
    end('c0');
    await settle();
    expect(started.slice(8)).toEqual(['a', 'b']);
  });

  it('leave the event loop its turn once they have begun for ten milliseconds of one', async () => {
    const { started, run, pass } = open();
    void run('a');
    pass(11, 0);
    void run('b');
    expect(started).toEqual(['a']);
    await settle();
    await settle();
    expect(started).toEqual(['a', 'b']);
  });

  it('are given to those who wait as soon as the process has time to spare', async () => {
    const { started, crowd, run, pass } = open();
    pass(30, 0);
    void crowd(8);
    void run('a');
    pass(25, 0);
    await settle();
    expect(started).toHaveLength(8);
    pass(25, 13);
    await settle();
    expect(started.slice(8)).toEqual(['a']);
  });

  it('are no longer taken by what has run for a quarter of a second: that waits for something else', async () => {
    const { started, crowd, run, pass } = open();
    pass(30, 0);
    void crowd(8);
    for (let at = 0; at < 10; at += 1) void run(`w${at}`);
    for (let at = 0; at < 49; at += 1) pass(5, 0);
    await settle();
    expect(started).toHaveLength(8);
    for (let at = 0; at < 2; at += 1) pass(5, 0);
    await settle();
    expect(started.slice(8)).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7']);
  });

  it('are not waited for by a caller who is gone', async () => {
    const { started, crowd, run, end, pass } = open();
    const gone = new AbortController();
    pass(30, 0);
    void crowd(8);
    const left = run('left', gone.signal);
    void run('stayed');
    gone.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    end('c0');
    await settle();
    expect(started.slice(8)).toEqual(['stayed']);
  });

  it('are given back by what fails', async () => {
    const clock = createManualClock();
    const turns = createTurns({ clock, readIdleMs: () => 0 });
    clock.advance(10);
    const { signal } = new AbortController();
    for (let at = 0; at < 20; at += 1) {
      await expect(turns.run(signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    await expect(turns.run(signal, () => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  it('are measured by the idle time of the event loop, which grows while nothing is to be done', async () => {
    const before = readLoopIdleMs();
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => (readLoopIdleMs() > before ? resolve() : void setTimeout(look, 5));
    look();
    await promise;
    expect(readLoopIdleMs()).toBeGreaterThan(before);
  });
});
