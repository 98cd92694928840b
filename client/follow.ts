import type { SubscriptionPhase } from './connection-state.ts';
import type { ResponseError } from './graphql-request-error.ts';
import { toRetryDelayMs } from './passing.ts';
import type { StreamAttempt, StreamedResult } from './stream-attempt.ts';

/** How the source of a subscription stands, as the backend says, or this client when its connection is lost. */
export type StreamState = 'live' | 'degraded' | 'reconnecting';

/** What became of the time between a cursor and the resume: `replayed` events follow, or a gap that nothing can fill. */
export type Resumed = { readonly replayed: number } | { readonly gap: { readonly from: string; readonly availableFrom: string } };

/** What a subscription brings. */
export type SubscriptionMessage<Data> =
  /** `cursor` resumes after this message; absent when the source gives no positions. `replay`: entities are as they are now, not as they were. */
  | {
      readonly kind: 'event';
      readonly data: Data;
      readonly errors?: readonly ResponseError[];
      readonly cursor?: string;
      readonly replay: boolean;
      readonly resumed?: Resumed;
    }
  | { readonly kind: 'state'; readonly state: StreamState; readonly cursor?: string; readonly resumed?: Resumed };

/** How a subscription is followed. */
export interface FollowOptions {
  readonly signal: AbortSignal;
  /** A cursor received earlier, of the same operation and variables. */
  readonly resumeFrom?: string;
  readonly maxDelayMs: number;
  readonly random: () => number;
  /** Is told how the subscription stands. */
  readonly phase: SubscriptionPhase;
}

interface FrameExtensions {
  readonly stream?: { readonly kind?: string; readonly state?: StreamState; readonly cursor?: string; readonly replay?: boolean; readonly resumed?: Resumed };
}

/**
 * Follows a subscription through every loss of the connection: after each it resumes from the last cursor, so that
 * nothing is missed or repeated. Ends when the source is over or the signal aborts; throws GraphQLRequestError when the
 * backend refuses the operation.
 */
export async function* follow<Data>(
  attempt: StreamAttempt,
  payload: { query: string; variables?: Record<string, unknown> },
  options: FollowOptions,
): AsyncGenerator<SubscriptionMessage<Data>> {
  let cursor = options.resumeFrom;
  let failures = 0;
  while (!options.signal.aborted) {
    let wasLive = false;
    let leastMs = 0;
    const results = attempt({ ...payload, extensions: { stream: cursor === undefined ? {} : { resumeFrom: cursor } } }, options.signal);
    try {
      for await (const result of results) {
        failures = 0;
        wasLive = true;
        options.phase.set('live');
        cursor = streamOf(result).cursor ?? cursor;
        const message = toMessage<Data>(result);
        if (message !== undefined) yield message;
      }
      return;
    } catch (error) {
      if (options.signal.aborted) return;
      leastMs = toRetryDelayMs(error, wasLive);
    }
    options.phase.set('reconnecting');
    yield { kind: 'state', state: 'reconnecting', ...(cursor === undefined ? {} : { cursor }) };
    // Full jitter: clients that lost the same server do not come back in one wave.
    await pause(leastMs + options.random() * Math.min(options.maxDelayMs, 100 * 2 ** failures), options.signal);
    failures += 1;
  }
}

function streamOf(result: StreamedResult): NonNullable<FrameExtensions['stream']> {
  return (result.extensions as FrameExtensions | undefined)?.stream ?? {};
}

function toMessage<Data>(result: StreamedResult): SubscriptionMessage<Data> | undefined {
  const stream = streamOf(result);
  const where = {
    ...(stream.cursor === undefined ? {} : { cursor: stream.cursor }),
    ...(stream.resumed === undefined ? {} : { resumed: stream.resumed }),
  };
  if (stream.kind === 'progress') return undefined;
  if (stream.kind === 'state') return { kind: 'state', state: stream.state ?? 'live', ...where };
  return {
    kind: 'event',
    data: result.data as Data,
    ...(result.errors === undefined ? {} : { errors: result.errors }),
    replay: stream.replay ?? false,
    ...where,
  };
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, delayMs);
    // Taken off again: a client that is away for long pauses often under one signal.
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
