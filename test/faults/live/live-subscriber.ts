import type { LiveStep } from './live-record.ts';
import { openLiveStream, type LiveConnection, type LiveFrame, type LiveWire } from './live-wires.ts';

export interface LiveSubscriberOptions {
  readonly name: string;
  readonly wire: LiveWire;
  readonly pattern: string;
  /** Where gateways answer at the moment; one that is not there is tried in vain. */
  readonly urls: () => readonly string[];
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Told of what no client should meet. */
  readonly onFailure: (what: string) => void;
}

/** One subscriber of a live run: comes back after every loss of its connection, after the last cursor that it was given. */
export interface LiveSubscriber {
  readonly name: string;
  readonly steps: readonly LiveStep[];
  readonly isAttached: boolean;
  /** The newest event that it has. */
  readonly last: number;
  /** How often it lost its connection. */
  readonly losses: number;
  /** States that it was told of. */
  readonly states: ReadonlySet<string>;
  stop(): void;
}

/** Codes that say that the same is to be tried again. */
const PASSING = new Set(['DRAINING', 'SUBGRAPH_UNAVAILABLE', 'LOG_UNAVAILABLE', 'STORE_UNAVAILABLE', 'OVERLOADED', 'DEADLINE_EXCEEDED']);
const LONGEST_PAUSE_MS = 2_000;

export function startLiveSubscriber(options: LiveSubscriberOptions): LiveSubscriber {
  const { name, wire, pattern, urls, random, onFailure } = options;
  const steps: LiveStep[] = [];
  const states = new Set<string>();
  let connection: LiveConnection | undefined;
  let cursor: string | undefined;
  let attempt = 0;
  let losses = 0;
  let last = 0;
  let isAttached = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  function take({ sequence, stream, errors }: LiveFrame): void {
    attempt = 0;
    if (errors !== undefined) {
      const codes = errors.map(({ extensions }) => extensions?.code ?? 'none');
      if (!codes.every((code) => PASSING.has(code))) onFailure(`${name}: ${JSON.stringify(errors)}`);
      return;
    }
    isAttached = true;
    cursor = stream.cursor ?? cursor;
    if (stream.state !== undefined) states.add(stream.state);
    if (stream.resumed !== undefined && 'gap' in stream.resumed) steps.push({ kind: 'gap' });
    if (sequence === undefined) return;
    last = sequence;
    steps.push({ kind: 'event', sequence });
  }

  function connect(): void {
    const known = urls();
    const url = known[Math.floor(random() * known.length)];
    if (url === undefined) return lose();
    connection = openLiveStream(wire, { url, pattern, cursor, onFrame: take, onEnd: lose, onFailure: (what) => onFailure(`${name}: ${what}`) });
  }

  function lose(): void {
    connection = undefined;
    if (isStopped) return;
    losses += 1;
    timer = setTimeout(connect, random() * Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt));
    attempt += 1;
  }

  connect();
  return {
    name,
    steps,
    states,
    get isAttached() {
      return isAttached;
    },
    get last() {
      return last;
    },
    get losses() {
      return losses;
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      connection?.close();
    },
  };
}
