import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../conformance/differential/random.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { createFaultClient } from '../events/fault-client.ts';
import { checkLive } from './check-live.ts';
import { startLiveBackend, type LiveFaultName } from './live-backend.ts';
import type { LiveEvent, LiveFault } from './live-record.ts';
import { startLiveSubscriber, type LiveSubscriber } from './live-subscriber.ts';

export interface LiveRunOptions {
  readonly subscribers: number;
  /** How often each fault is inflicted. */
  readonly rounds: number;
  /** Pause between two events. */
  readonly eventEveryMs: number;
  readonly seed: number;
  readonly folder: string;
  readonly say: (line: string) => void;
}

export interface LiveResult {
  readonly subscribers: number;
  readonly published: number;
  readonly delivered: number;
  readonly announced: number;
  readonly gaps: number;
  /** Connections that subscribers lost. */
  readonly losses: number;
  readonly inflicted: readonly LiveFaultName[];
  readonly states: readonly string[];
  readonly faults: readonly LiveFault[];
  readonly failures: readonly string[];
  readonly seconds: number;
}

const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { status } }';
const HISTORY = `query ($after: String) { events(first: 500, after: $after, filter: { pattern: "live.**" }) {
  nodes { sequence type } pageInfo { hasNextPage endCursor } } }`;
const PATTERNS: readonly { readonly pattern: string; accepts(type: string): boolean }[] = [
  { pattern: 'live.**', accepts: () => true },
  { pattern: 'live.odd.*', accepts: (type) => type.startsWith('live.odd.') },
  { pattern: 'live.even.*', accepts: (type) => type.startsWith('live.even.') },
];
/** One of so many subscribers is a plain EventSource. */
const PLAIN_EVERY = 5;
const CATCH_UP_MS = 180_000;

/** Subscribers follow while events flow and the backend is reloaded, killed, and grown and shrunk; at the end all is held against the history. */
export async function runLive({ subscribers: count, rounds, eventEveryMs, seed, folder, say }: LiveRunOptions): Promise<LiveResult> {
  const begunMs = performance.now();
  const random = createRandom(seed);
  const failures: string[] = [];
  const inflicted: LiveFaultName[] = [];
  const backend = await startLiveBackend(folder);
  const acknowledged = new Set<string>();
  const subscribers: LiveSubscriber[] = [];
  let attempted = 0;

  async function publish(): Promise<void> {
    attempted += 1;
    const type = `live.${attempted % 2 === 1 ? 'odd' : 'even'}.n${attempted}`;
    while (!acknowledged.has(type)) {
      const answer = await createFaultClient(backend.urls())
        .ask(PUBLISH, { input: { id: type, source: 'live', type } })
        .catch((error: unknown) => {
          failures.push(`publishing: ${String(error)}`);
          return {};
        });
      if (answer === undefined) await pause(50);
      else acknowledged.add(type);
    }
  }

  async function readHistory(): Promise<readonly LiveEvent[]> {
    const stored: LiveEvent[] = [];
    let after: string | null = null;
    for (;;) {
      interface Page {
        readonly events: { readonly nodes: readonly LiveEvent[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
      }
      const page: Page | undefined = await createFaultClient(backend.urls()).ask<Page>(HISTORY, { after });
      if (page === undefined) continue;
      stored.push(...page.events.nodes);
      if (!page.events.pageInfo.hasNextPage) return stored;
      after = page.events.pageInfo.endCursor;
    }
  }

  try {
    for (let number = 0; number < count; number += 1) {
      const kind = PATTERNS[number % PATTERNS.length] as (typeof PATTERNS)[number];
      const wire = number % PLAIN_EVERY === PLAIN_EVERY - 1 ? 'event-source' : 'websocket';
      subscribers.push(
        startLiveSubscriber({
          name: `${wire} ${number + 1} of ${kind.pattern}`,
          wire,
          pattern: kind.pattern,
          urls: backend.urls,
          random: random.next,
          onFailure: (what) => failures.push(what),
        }),
      );
    }
    // A plain client hears nothing until its first events come: all have one of each kind before the first fault.
    await waitUntil(
      async () => {
        await publish();
        return subscribers.every(({ last }) => last > 0);
      },
      { timeoutMs: CATCH_UP_MS, what: 'all subscribers to follow' },
    );
    let isOver = false;
    const publishing = (async () => {
      while (!isOver) {
        await publish();
        await pause(eventEveryMs);
      }
    })();
    for (let round = 0; round < rounds; round += 1) {
      for (const fault of planRound(random.next)) {
        say(`${fault} at event ${attempted}`);
        inflicted.push(fault);
        await backend.inflict(fault, random.below(1_500));
        await pause(500 + random.below(1_500));
      }
    }
    isOver = true;
    await publishing;
    // The last of each kind, which every subscriber has to get.
    await publish();
    await publish();
    const stored = await waitUntil(async () => {
      const history = await readHistory();
      const types = new Set(history.map(({ type }) => type));
      return [...acknowledged].every((type) => types.has(type)) ? history : undefined;
    });
    const ends = PATTERNS.map(({ accepts }) => stored.findLast(({ type }) => accepts(type))?.sequence ?? 0);
    const isDone = (subscriber: LiveSubscriber, index: number): boolean => subscriber.last >= (ends[index % PATTERNS.length] ?? 0);
    await waitUntil(() => subscribers.every(isDone), { timeoutMs: CATCH_UP_MS, what: 'all to catch up' }).catch(() => undefined);
    const records = subscribers.map(({ name, steps }, index) => {
      const { accepts } = PATTERNS[index % PATTERNS.length] as (typeof PATTERNS)[number];
      const first = steps.find((step) => step.kind === 'event');
      return { name, accepts, steps, from: (first?.sequence ?? 1) - 1 };
    });
    const verdict = checkLive({ stored, acknowledged, subscribers: records });
    return {
      subscribers: count,
      published: stored.length,
      delivered: verdict.delivered,
      announced: verdict.announced,
      gaps: records.reduce((sum, { steps }) => sum + steps.filter(({ kind }) => kind === 'gap').length, 0),
      losses: subscribers.reduce((sum, { losses }) => sum + losses, 0),
      inflicted,
      states: [...new Set(subscribers.flatMap(({ states }) => [...states]))].sort(),
      faults: verdict.faults,
      failures,
      seconds: Math.round((performance.now() - begunMs) / 1_000),
    };
  } finally {
    for (const subscriber of subscribers) subscriber.stop();
    await backend.stop();
  }
}

/** Each fault once, in an order of chance; a copy is added before it is removed. */
function planRound(next: () => number): readonly LiveFaultName[] {
  const single: LiveFaultName[] = ['reload', 'kill subgraph', 'kill Redis', 'kill gateway'];
  const shuffled = single.map((fault) => ({ fault, at: next() })).toSorted((a, b) => a.at - b.at);
  const [first, second, third, fourth] = shuffled.map(({ fault }) => fault) as [LiveFaultName, LiveFaultName, LiveFaultName, LiveFaultName];
  return [first, 'add gateway', second, 'add subgraph', third, 'remove gateway', 'reload', fourth, 'remove subgraph'];
}
