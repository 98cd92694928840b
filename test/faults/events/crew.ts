import { join } from 'node:path';
import { waitUntil } from '../../support/wait-until.ts';
import type { Random } from '../../conformance/differential/random.ts';
import type { MemberNews } from './member.ts';
import type { RunJournals } from './read-run.ts';
import type { EventName } from './run-record.ts';
import { supervise, type Supervised } from './supervise.ts';

const PRODUCERS = 3;
const CONSUMERS = 3;
const LANES = 4;
/** Of a key one event is out at a time: a long run wants many keys, so that claims come full, and long batches. */
const SIZES = { short: { keysPerLane: 8, maxBatch: 60 }, long: { keysPerLane: 64, maxBatch: 300 } };
const LONG_RUN_EVENTS = 20_000;
const SUBSCRIBERS = [
  { pattern: 'fault.**', accepts: () => true, share: 1 },
  { pattern: 'fault.*.odd', accepts: ({ number }: EventName) => number % 2 === 1, share: 0.5 },
  { pattern: '**', accepts: () => true, share: 1 },
];

/** The processes that use the backend of a run. */
export interface Crew {
  readonly producers: readonly Supervised[];
  readonly consumers: readonly Supervised[];
  readonly subscribers: readonly Supervised[];
  readonly journals: RunJournals;
  acknowledged(): number;
  settled(): number;
  /** How far each subscriber is; `share` of all events pass its pattern. */
  subscribed(): readonly { readonly name: string; readonly count: number; readonly sequence: number; readonly share: number }[];
  /** Whether producers begin nothing new for the moment. */
  hold(isHeld: boolean): void;
  /** Lets the producers bring what they began to its end. */
  finishProducers(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the subscribers, and once they are attached the others. */
export async function startCrew(
  folder: string,
  urls: readonly string[],
  { events, seed, random, onFailure }: { events: number; seed: number; random: Random; onFailure: (what: string) => void },
): Promise<Crew> {
  const progress = new Map<string, { count: number; sequence: number }>();
  const ready = new Set<string>();
  const journalOf = (name: string): string => join(folder, `${name}.journal`);

  function start(kind: string, script: string, settings: { number: number } & Readonly<Record<string, unknown>>): Supervised {
    const { number, ...more } = settings;
    const name = `${kind}-${number + 1}`;
    const rotated = [...urls.slice(number % urls.length), ...urls.slice(0, number % urls.length)];
    const told = { name, urls: rotated, journal: journalOf(name), seed: seed + number * 7_919, lanes: LANES, ...more };
    return supervise(
      {
        name,
        command: ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script), JSON.stringify(told)],
        environment: {},
        onMessage: (message) => {
          const news = message as MemberNews;
          if (news.kind === 'progress') progress.set(name, news);
          if (news.kind === 'ready') ready.add(name);
        },
        awayMs: () => random.below(600),
      },
      onFailure,
    );
  }

  const size = events < LONG_RUN_EVENTS ? SIZES.short : SIZES.long;
  const subscribers = SUBSCRIBERS.map(({ pattern }, number) => start('subscriber', 'subscribe-until-killed.ts', { number, pattern }));
  await waitUntil(() => ready.size === subscribers.length, { what: 'the subscribers to attach' });
  const producers = Array.from({ length: PRODUCERS }, (_, number) => start('producer', 'produce-until-killed.ts', { number, ...size }));
  const consumers = Array.from({ length: CONSUMERS }, (_, number) => start('consumer', 'consume-group-until-killed.ts', { number }));
  const sum = (of: readonly Supervised[]): number => of.reduce((total, { name }) => total + (progress.get(name)?.count ?? 0), 0);
  return {
    producers,
    consumers,
    subscribers,
    journals: {
      producers: producers.map(({ name }) => journalOf(name)),
      consumers: consumers.map(({ name }) => journalOf(name)),
      subscribers: subscribers.map(({ name }, index) => ({ name, journal: journalOf(name), accepts: SUBSCRIBERS[index]?.accepts ?? (() => true) })),
    },
    acknowledged: () => sum(producers),
    settled: () => sum(consumers),
    subscribed: () =>
      subscribers.map(({ name }, index) => ({ name, ...(progress.get(name) ?? { count: 0, sequence: 0 }), share: SUBSCRIBERS[index]?.share ?? 1 })),
    hold: (isHeld) => producers.forEach((one) => one.send(isHeld ? 'hold' : 'go')),
    async finishProducers() {
      for (const one of producers) one.send('stop');
      await Promise.all(producers.map(({ finished }) => finished));
    },
    async stop() {
      await Promise.all([...producers, ...consumers, ...subscribers].map((one) => one.stop()));
    },
  };
}
