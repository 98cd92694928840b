import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random } from '../../conformance/differential/random.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startFaultBackend, type Engine, type FaultBackend } from './backend.ts';
import type { Bars } from './bars.ts';
import { checkRun, type RunVerdict } from './check-run.ts';
import { startCrew, type Crew } from './crew.ts';
import { createFaultClient } from './fault-client.ts';
import { END_ID, readRun } from './read-run.ts';
import { readRunState, writeRunState } from './run-state.ts';

export interface Scenario {
  readonly engine: Engine;
  /** The run ends once so many events are acknowledged and so many kills done, or after `maxMs`; kills are spread over whichever comes first. */
  readonly events: number;
  readonly kills: number;
  readonly maxMs: number;
  readonly seed: number;
  /** Where its journals and stores are. One that holds those of a run that was broken off makes this run go on with it. */
  readonly folder: string;
}

export interface ScenarioResult extends RunVerdict {
  readonly engine: Engine;
  readonly kills: number;
  readonly killsBy: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** What processes met or died of beside the kills; a good run has none. */
  readonly failures: readonly string[];
}

/** Deliveries that may be under way before producers wait for consumers. */
const MAX_BACKLOG = 8_000;
const DRAIN_MS = 600_000;
/** So long at most nobody is killed while nothing moves. */
const MAX_REST_MS = 60_000;

/** Runs producers, consumers and subscribers against a backend while all of them are killed, then holds what they saw against the model. */
export async function runScenario(scenario: Scenario, bars: Bars): Promise<ScenarioResult> {
  const { engine, seed, folder } = scenario;
  mkdirSync(folder, { recursive: true });
  const before = readRunState(folder);
  const random = createRandom(seed + countKills(before.killsBy));
  const failures: string[] = [];
  const note = (what: string): void => void failures.push(what);
  const startedMs = performance.now();
  const backend = await startFaultBackend(engine, folder, { random, onFailure: note });
  let crew: Crew | undefined;
  try {
    const api = createFaultClient(backend.urls);
    await waitUntil(async () => {
      const group =
        'mutation { createConsumerGroup(input: { name: "fault", pattern: "fault.wrote.**", maxDeliveries: 1000, visibilityTimeoutMs: 20000, commandId: "fault" }) { group { name } } }';
      return (await api.ask(group)) !== undefined;
    });
    crew = await startCrew(folder, backend.urls, { events: scenario.events, seed, random, onFailure: note });
    const seconds = (): number => before.seconds + Math.round((performance.now() - startedMs) / 1_000);
    const keep = (killsBy: Readonly<Record<string, number>>): void => writeRunState(folder, { killsBy, seconds: seconds() });
    const killsBy = await killWhileWorking(scenario, { backend, crew, random, bars, api, killedBefore: before.killsBy, keep });
    await crew.finishProducers();
    await drain(backend, crew, bars);
    await crew.stop();
    const { record, refusals } = await readRun(backend.urls, crew.journals);
    return {
      engine,
      ...checkRun(record),
      kills: countKills(killsBy),
      killsBy,
      seconds: seconds(),
      failures: [...failures, ...refusals],
    };
  } finally {
    await crew?.stop();
    await backend.stop();
  }
}

function countKills(killsBy: Readonly<Record<string, number>>): number {
  return Object.values(killsBy).reduce((sum, count) => sum + count, 0);
}

interface Work {
  readonly backend: FaultBackend;
  readonly crew: Crew;
  readonly random: Random;
  readonly bars: Bars;
  readonly api: ReturnType<typeof createFaultClient>;
  readonly killedBefore: Readonly<Record<string, number>>;
  readonly keep: (killsBy: Readonly<Record<string, number>>) => void;
}

/** Kills someone each time a part of the way, or of the time, is over, sometimes someone else right after. */
async function killWhileWorking(scenario: Scenario, work: Work): Promise<Record<string, number>> {
  const { events, kills, maxMs } = scenario;
  const { backend, crew, random, bars, api, keep } = work;
  const killsBy: Record<string, number> = { ...work.killedBefore };
  const beganMs = performance.now();
  let done = countKills(killsBy);
  const doneBefore = done;
  let logRestart = Promise.resolve();
  let isLogDown = false;
  const log = backend.restartLog;

  /** One of the processes, or the server of the log. */
  function killSomeone(): void {
    const kinds = [crew.producers, crew.producers, crew.consumers, crew.consumers, crew.subscribers, backend.servers, backend.servers];
    const pick = random.below(log === undefined ? kinds.length : kinds.length + 1);
    const [kind, victims] = pick < kinds.length ? (['', kinds[pick] ?? []] as const) : (['log', []] as const);
    if (kind === 'log') {
      if (isLogDown || log === undefined) return;
      isLogDown = true;
      logRestart = log(random.below(700)).finally(() => (isLogDown = false));
      count('log');
      return;
    }
    const victim = random.pick(victims);
    if (victim.kill()) count(victim.name.replace(/-\d+$/, ''));
  }
  function count(kind: string): void {
    killsBy[kind] = (killsBy[kind] ?? 0) + 1;
    done += 1;
  }

  /** How far the run was then: on a starved machine what was killed must have come back before the next is, or nothing ever moves. */
  let lastKill = { state: '', atMs: 0 };
  let lookAtMs = 0;
  let isHeld = false;
  for (let timeShare = 0; timeShare < 1 && (crew.acknowledged() < events || done < kills); timeShare = (performance.now() - beganMs) / maxMs) {
    const dueByTime = doneBefore + Math.floor(timeShare * (kills + 1 - doneBefore));
    const due = Math.min(kills, Math.max(dueByTime, Math.floor((crew.acknowledged() / events) * (kills + 1))));
    const state = `${crew.acknowledged()} ${crew.settled()}`;
    if (done < due && (state !== lastKill.state || performance.now() - lastKill.atMs > MAX_REST_MS)) {
      lastKill = { state, atMs: performance.now() };
      killSomeone();
      if (random.chance(0.25)) await pause(random.below(300));
      else await pause(200 + random.below(800));
    } else await pause(50);
    if (performance.now() - lookAtMs > 500) {
      lookAtMs = performance.now();
      const backlog = await lagOf(api);
      isHeld = crew.acknowledged() >= events * 1.5 || (backlog ?? 0) > MAX_BACKLOG;
      crew.hold(isHeld);
      keep(killsBy);
    }
    bars.show(toBars(scenario, crew, { done, isHeld }));
  }
  await logRestart;
  bars.show(toBars(scenario, crew, { done, isHeld: false }));
  return killsBy;
}

function toBars({ events, kills, engine }: Scenario, crew: Crew, { done, isHeld }: { done: number; isHeld: boolean }) {
  return [
    { label: `${engine}: acked${isHeld ? ', held' : ''}`, value: crew.acknowledged(), of: events },
    { label: 'settled', value: crew.settled(), of: Math.max(events, crew.acknowledged()) },
    ...crew.subscribed().map(({ name, count, share }) => ({ label: name, value: count, of: Math.round(Math.max(events, crew.acknowledged()) * share) })),
    { label: 'kills', value: done, of: kills },
  ];
}

async function lagOf(api: ReturnType<typeof createFaultClient>): Promise<number | undefined> {
  interface Group {
    readonly consumerGroup: { readonly lag: number; readonly pending: number };
  }
  const answer = await api.ask<Group>('{ consumerGroup(name: "fault") { lag pending } }').catch(() => undefined);
  return answer === undefined || answer.consumerGroup === null ? undefined : answer.consumerGroup.lag + answer.consumerGroup.pending;
}

/** Waits until the group has settled all and every subscriber has passed the end. What is missing then is for the check to say. */
async function drain(backend: FaultBackend, crew: Crew, bars: Bars): Promise<void> {
  const api = createFaultClient(backend.urls);
  const publish = `mutation { publishEvent(input: { id: "${END_ID}", source: "fault/run", type: "fault.end.odd" }) { event { sequence } } }`;
  for (const url of backend.urls) await waitUntil(() => hasEmptySpool(url), { timeoutMs: DRAIN_MS, what: 'the spool to be handed on' });
  const end = await waitUntil(async () => (await api.ask<{ publishEvent: { event: { sequence: number } | null } }>(publish))?.publishEvent.event?.sequence, {
    timeoutMs: DRAIN_MS,
  });
  const look = async (): Promise<boolean> => {
    bars.show(crew.subscribed().map(({ name, sequence }) => ({ label: name, value: sequence, of: end })));
    return (await lagOf(api)) === 0 && crew.subscribed().every(({ sequence }) => sequence >= end);
  };
  await waitUntil(look, { timeoutMs: DRAIN_MS, what: 'all to be delivered' }).catch(() => undefined);
}

async function hasEmptySpool(url: string): Promise<boolean> {
  interface Stats {
    readonly eventBusStats: { readonly mode: string; readonly spool: { readonly waiting: number } | null };
  }
  const answer = await createFaultClient([url]).ask<Stats>('{ eventBusStats { mode spool { waiting } } }');
  return answer !== undefined && answer.eventBusStats.mode !== 'LOCAL_ONLY' && (answer.eventBusStats.spool?.waiting ?? 0) === 0;
}
