import type { Contestant } from '../measure/contestants.ts';
import { readCpuMs } from '../measure/process-usage.ts';
import { quantile } from '../measure/report.ts';
import { openFleet, until, type Fleet } from './fleet.ts';
import type { Publisher } from './publisher.ts';
import type { Subscription } from './subscriber.ts';

/** What one server took to bring events to its subscribers. */
export interface FanOut {
  /** Processor time of the server for one event, milliseconds. */
  readonly cpuMs: number;
  /** From the call that publishes to the frame's arrival, over all subscribers and events, milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly deliveries: number;
  readonly wrong: readonly string[];
}

/** Who sends what to whom. */
export interface FanOutOptions {
  readonly contestant: Contestant;
  readonly publisher: Publisher;
  readonly clients: number;
  readonly rooms: number;
  /** Events of each room that count. */
  readonly events: number;
  readonly subscription: (room: number) => Subscription;
}

/** Events of each room before those that count: the code is compiled by then. */
const WARM_EVENTS = 20;

/**
 * Connects the subscribers, waits until each gets events, and publishes one event after the other, each once everybody has the
 * last. Rooms take turns. Nothing lost, doubled or out of order: each subscriber gets every number of its room once.
 */
export async function measureFanOut(options: FanOutOptions): Promise<FanOut> {
  const { contestant, publisher, clients, rooms, events } = options;
  const fleet = await openFleet({ clients, rooms, subscription: options.subscription });
  try {
    let n = await reachAll(fleet, publisher, rooms);
    for (const last = n + WARM_EVENTS; n < last;) await publishRound(fleet, publisher, { rooms, n: ++n });
    const latenciesMs: number[] = [];
    const cpuBeforeMs = readCpuMs(contestant.pid);
    for (const last = n + events; n < last;) latenciesMs.push(...(await publishRound(fleet, publisher, { rooms, n: ++n })));
    const cpuMs = (readCpuMs(contestant.pid) - cpuBeforeMs) / (events * rooms);
    const missing = clients * events - latenciesMs.length;
    const wrong = missing === 0 ? fleet.wrong : [...fleet.wrong, `${missing} deliveries are missing`];
    return { cpuMs, p50Ms: quantile(latenciesMs, 0.5), p99Ms: quantile(latenciesMs, 0.99), deliveries: latenciesMs.length, wrong };
  } finally {
    fleet.close();
  }
}

/** Publishes until each subscriber got an event: only then are all subscribed. Answers the last number. */
async function reachAll(fleet: Fleet, publisher: Publisher, rooms: number): Promise<number> {
  let n = 0;
  let reached = 0;
  fleet.onReceived = () => undefined;
  const isReached = (room: number): boolean => fleet.countAt(room, 1) === fleet.sizeOf(room);
  while (reached < rooms) {
    n += 1;
    for (let room = 0; room < rooms; room += 1) await publisher.publish(room, n);
    const giveUpMs = performance.now() + 1_000;
    await until(() => {
      reached = Array.from({ length: rooms }, (_, room) => isReached(room)).filter(Boolean).length;
      return reached === rooms || performance.now() > giveUpMs;
    }, 'the first events');
    if (n > 100) throw new Error(`only ${reached} of ${rooms} rooms get events: ${fleet.wrong.join('; ')}`);
  }
  await untilAllHave(fleet, { rooms, n });
  return n;
}

/** One event for each room in turn; answers the latency of each delivery. */
async function publishRound(fleet: Fleet, publisher: Publisher, { rooms, n }: { rooms: number; n: number }): Promise<number[]> {
  const latenciesMs: number[] = [];
  for (let room = 0; room < rooms; room += 1) {
    let left = fleet.sizeOf(room);
    const sentMs = performance.now();
    const all = Promise.withResolvers<void>();
    fleet.onReceived = (from, number) => {
      if (from !== room || number !== n) return;
      latenciesMs.push(performance.now() - sentMs);
      left -= 1;
      if (left === 0) all.resolve();
    };
    await publisher.publish(room, n);
    const impatience = setTimeout(() => all.resolve(), 60_000);
    await all.promise;
    clearTimeout(impatience);
  }
  return latenciesMs;
}

function untilAllHave(fleet: Fleet, { rooms, n }: { rooms: number; n: number }): Promise<void> {
  return until(
    () => Array.from({ length: rooms }, (_, room) => room).every((room) => fleet.countAt(room, n) === fleet.sizeOf(room)),
    `event ${n} to reach all`,
  );
}
