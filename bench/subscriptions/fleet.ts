import { setTimeout as sleep } from 'node:timers/promises';
import { Subscriber, type Subscription } from './subscriber.ts';

/** So many connect at a time. */
const CONNECTING = 100;
const PATIENCE_MS = 120_000;
const LOOK_MS = 5;
const MAX_COMPLAINTS = 5;

/** Many subscribers in this process. Each stands in a room, whose events are numbered on their own. */
export interface Fleet {
  readonly size: number;
  /** What came that must not. */
  readonly wrong: readonly string[];
  /** Told of each event that somebody gets. */
  onReceived: (room: number, n: number) => void;
  /** Connections lost so far. */
  readonly lost: number;
  /** How many have an open, accepted connection. */
  readonly connected: number;
  /** How many of a room got event `n`, or a later one. */
  countAt(room: number, n: number): number;
  /** How many of a room there are. */
  sizeOf(room: number): number;
  close(): void;
}

/** How many there are, and what each asks for. */
export interface FleetOptions {
  readonly clients: number;
  readonly rooms: number;
  readonly subscription: (room: number) => Subscription;
  /** Pause before a lost connection is made again, in milliseconds; undefined: it stays lost, which is wrong. */
  readonly reconnectMs?: () => number;
}

/** Connects them all; resolves once each is accepted and has subscribed. */
export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const { clients, rooms, reconnectMs } = options;
  const wrong: string[] = [];
  let wrongCount = 0;
  let lost = 0;
  const byRoom: Subscriber[][] = Array.from({ length: rooms }, () => []);
  const all: Subscriber[] = [];

  function complain(what: string): void {
    wrongCount += 1;
    if (wrong.length < MAX_COMPLAINTS) wrong.push(what);
  }

  function add(room: number): Subscriber {
    const subscriber = new Subscriber(options.subscription(room), {
      received: (n) => fleet.onReceived(room, n),
      wrong: complain,
      lost() {
        lost += 1;
        if (reconnectMs === undefined) complain('a connection was lost');
        else setTimeout(() => subscriber.open(), reconnectMs());
      },
    });
    byRoom[room]?.push(subscriber);
    all.push(subscriber);
    subscriber.open();
    return subscriber;
  }

  const fleet: Fleet = {
    size: clients,
    wrong,
    onReceived: () => undefined,
    get lost() {
      return lost;
    },
    get connected() {
      return all.reduce((count, { isAcknowledged }) => count + Number(isAcknowledged), 0);
    },
    countAt: (room, n) => (byRoom[room] ?? []).reduce((count, { last }) => count + Number(last !== undefined && last >= n), 0),
    sizeOf: (room) => byRoom[room]?.length ?? 0,
    close() {
      for (const subscriber of all) subscriber.end();
    },
  };

  for (let nth = 0; nth < clients; nth += CONNECTING) {
    const batch = Array.from({ length: Math.min(CONNECTING, clients - nth) }, (_, index) => add((nth + index) % rooms));
    await until(() => wrongCount > 0 || batch.every(({ isAcknowledged }) => isAcknowledged), 'subscribers to connect');
    if (wrongCount > 0) throw new Error(`the subscribers cannot connect: ${wrong.join('; ')}`);
  }
  return fleet;
}

/** Waits for a condition, which is looked at every few milliseconds. Rejects naming it after two minutes. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const giveUpMs = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > giveUpMs) throw new Error(`waited in vain for ${what}`);
    await sleep(LOOK_MS);
  }
}
