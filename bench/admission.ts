// What admission costs: the share of the gateway's processor time that its stages take, all of them on, in a CPU profile of the load of
// `bench/gateway`; once over subgraphs in other processes and once over in-process ones, whose answers cost less.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reserveCore } from './gateway/cores.ts';
import { FIELD, OURS_IN_PROCESS, OURS_REMOTE } from './gateway/field.ts';
import { createFixture, type Fixture } from './gateway/fixture.ts';
import { startSubgraphs } from './gateway/subgraphs.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import { runClosedLoop } from './measure/closed-loop.ts';
import { readProfileShare } from './measure/profile-share.ts';
import { round, type BenchReport } from './measure/report.ts';

const CONNECTIONS = 50;

interface Measured {
  readonly wrong: number;
  readonly row: { readonly requests: number; readonly busyMs: number; readonly admissionPercent: number };
}

/** `ok` when every answer was right; a row and a ratio for each way to the subgraphs. */
export async function run({ short }: BenchOptions): Promise<BenchReport> {
  const core = reserveCore();
  const subgraphs = await startSubgraphs();
  const fixture = await createFixture(subgraphs.urls);
  const durationMs = short ? 4_000 : 15_000;
  try {
    const measured = new Map<string, Measured>();
    for (const name of [OURS_REMOTE, OURS_IN_PROCESS]) measured.set(name, await measure(name, fixture, { core, durationMs }));
    return {
      ok: [...measured.values()].every(({ wrong }) => wrong === 0),
      rows: Object.fromEntries([...measured].map(([name, { row }]) => [name, row])),
      ratios: Object.fromEntries([...measured].map(([name, { row }]) => [`${name}: admission / all`, round(row.admissionPercent / 100)])),
    };
  } finally {
    await subgraphs.stop();
    fixture.remove();
  }
}

async function measure(name: string, fixture: Fixture, { core, durationMs }: { core: number | undefined; durationMs: number }): Promise<Measured> {
  const entry = FIELD.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`nobody is called ${name}`);
  const profileDir = mkdtempSync(join(tmpdir(), 'autoweave-bench-admission-'));
  try {
    const server = await entry.start(fixture, { core, profileDir });
    const loop = await runClosedLoop(server.url, { requests: fixture.requests, connections: CONNECTIONS, durationMs });
    await server.stop();
    const { busyMs, share } = readProfileShare(profileDir, '/gateway/admission/');
    return { wrong: loop.wrong, row: { requests: loop.requests, busyMs: round(busyMs), admissionPercent: round(share * 100) } };
  } finally {
    rmSync(profileDir, { recursive: true, force: true });
  }
}
