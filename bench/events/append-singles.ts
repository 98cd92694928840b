import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, repeat, toBody } from './graphql-caller.ts';

const IN_FLIGHT = 64;
const PUBLISH = 'mutation { publishEvent(input: { type: "bench.single", data: 1 }) { position durability { level } } }';

/** What single events, sent side by side, came to. */
export interface SingleRate {
  readonly perSecond: number;
  /** Calls of fsync and fdatasync by the process that stores the events; NaN where they cannot be counted. */
  readonly eventsPerFsync: number;
}

/** Publishes events one by one, 64 at a time, and counts the fsyncs of `storePid` meanwhile. */
export async function publishSingles(url: string, { storePid, durationMs }: { storePid: number; durationMs: number }): Promise<SingleRate> {
  const caller = createCaller(url, IN_FLIGHT);
  const body = toBody(PUBLISH);
  async function publish(): Promise<void> {
    await caller.ask(body);
  }
  try {
    await Promise.all(Array.from({ length: IN_FLIGHT }, publish));
    const plain = await repeat(publish, { inFlight: IN_FLIGHT, durationMs });
    // Counted apart: being traced slows a process down.
    const counting = await startCounting(storePid);
    const traced = await repeat(publish, { inFlight: IN_FLIGHT, durationMs });
    const fsyncs = await counting?.stop();
    return { perSecond: plain.count / plain.seconds, eventsPerFsync: fsyncs === undefined || fsyncs === 0 ? Number.NaN : traced.count / fsyncs };
  } finally {
    await caller.close();
  }
}

/** Undefined where strace is missing or may not attach. */
async function startCounting(pid: number): Promise<{ stop(): Promise<number> } | undefined> {
  if (spawnSync('strace', ['-V']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'autoweave-bench-strace-'));
  const file = join(folder, 'trace');
  const strace = spawn('strace', ['-f', '-q', '-e', 'trace=fsync,fdatasync', '-o', file, '-p', String(pid)], { stdio: 'ignore' });
  await sleep(1_000);
  if (strace.exitCode !== null) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    async stop() {
      strace.kill('SIGINT');
      await once(strace, 'exit');
      const calls = readFileSync(file, 'utf8').match(/\b(fsync|fdatasync)\(/g) ?? [];
      rmSync(folder, { recursive: true });
      return calls.length;
    },
  };
}
