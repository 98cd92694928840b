// `npm run faults [-- --short] [--engine embedded|redis|copies] [--events N] [--kills N] [--minutes N] [--seed N] [--folder DIR] [--keep]`:
// the fault test of events; with `--live [--subscribers N] [--rounds N]` that of subscriptions. The last line of the output is one JSON object; the exit code is 0 when the model held.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresAvailable } from '../support/postgres.ts';
import { redisAvailable } from '../support/redis.ts';
import { ENGINES, type Engine } from './events/backend.ts';
import { createBars } from './events/bars.ts';
import { runScenario, type ScenarioResult } from './events/run-scenario.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    engine: { type: 'string', multiple: true },
    events: { type: 'string' },
    kills: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    folder: { type: 'string' },
    keep: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    subscribers: { type: 'string' },
    rounds: { type: 'string' },
  },
});

const seed = readNumber('seed', values.seed ?? String(Date.now() % 1_000_000));
if (values.live) {
  const { subscribers = values.short ? '100' : '1000', rounds = values.short ? '1' : '3', keep } = values;
  const { runLiveCommand } = await import('./live/live-command.ts');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.setMaxListeners(50);
  const ok = await runLiveCommand({ subscribers: readNumber('subscribers', subscribers), rounds: readNumber('rounds', rounds), seed, keep });
  process.exit(ok ? 0 : 1);
}
const size = values.short ? { events: 500, kills: 6, minutes: 0.5 } : { events: 1_000_000, kills: 200, minutes: 90 };
const events = values.events === undefined ? size.events : readNumber('events', values.events);
const kills = values.kills === undefined ? size.kills : readNumber('kills', values.kills);
const maxMs = (values.minutes === undefined ? size.minutes : readNumber('minutes', values.minutes)) * 60_000;
const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), 'autoweave-faults-')) : resolve(values.folder);
mkdirSync(folder, { recursive: true });
const results: ScenarioResult[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.setMaxListeners(50);

const engines = readEngines(values.engine ?? []);
if (engines.includes('copies') && existsSync(join(folder, 'copies'))) fail(`--folder: a run of copies cannot go on, since its database is gone: ${folder}`);
for (const engine of engines) {
  console.log(`${engine}: ${events} events, ${kills} kills, seed ${seed}`);
  const bars = createBars(process.stdout);
  const result = await runScenario({ engine, events, kills, maxMs, seed, folder: join(folder, engine) }, bars);
  bars.close();
  const { faults, failures, ...figures } = result;
  console.log(JSON.stringify(figures));
  for (const { kind, what } of faults) console.log(`  ${kind}: ${what}`);
  for (const failure of failures.slice(0, 20)) console.log(`  failure: ${failure}`);
  results.push(result);
}
if (values.keep || values.folder !== undefined) console.log(`journals and stores: ${folder}`);
else rmSync(folder, { recursive: true, force: true });

const sum = (of: (result: ScenarioResult) => number): number => results.reduce((total, result) => total + of(result), 0);
const ok = results.every(({ faultCount, failures }) => faultCount === 0 && failures.length === 0);
console.log(
  JSON.stringify({
    ok,
    seed,
    engines: results.map(({ engine }) => engine),
    attempted: sum((result) => result.attempted),
    acknowledged: sum((result) => result.acknowledged),
    spooled: sum((result) => result.spooled),
    stored: sum((result) => result.stored),
    delivered: sum((result) => result.delivered),
    duplicated: sum((result) => result.duplicated),
    lost: sum((result) => result.lost),
    gaps: sum((result) => result.gaps),
    kills: sum((result) => result.kills),
    redelivered: sum((result) => result.redelivered),
    faults: sum((result) => result.faultCount),
    seconds: sum((result) => result.seconds),
  }),
);
process.exit(ok ? 0 : 1);

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) fail(`--${name} expects a number above 0, got ${text}`);
  return number;
}

/** Those that were asked for; else all that this machine has the servers for, save that CI has to have them. */
function readEngines(asked: readonly string[]): readonly Engine[] {
  const unknown = asked.find((one) => !ENGINES.some((engine) => engine === one));
  if (unknown !== undefined) fail(`--engine expects ${ENGINES.join(', ')}, got ${unknown}`);
  const wanted = ENGINES.filter((engine) => asked.length === 0 || asked.includes(engine));
  const available = wanted.filter((engine) => engine === 'embedded' || (redisAvailable() && (engine === 'redis' || postgresAvailable())));
  const absent = wanted.filter((engine) => !available.includes(engine));
  if (absent.length > 0 && (asked.length > 0 || (process.env['CI'] ?? '') !== '')) fail(`no servers on this machine for ${absent.join(', ')}`);
  if (absent.length > 0) console.log(`skipped for want of servers: ${absent.join(', ')}`);
  return available;
}

function fail(message: string): never {
  console.error(`faults: ${message}`);
  process.exit(2);
}
