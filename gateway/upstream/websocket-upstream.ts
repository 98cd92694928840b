import type { SubscribePayload } from 'graphql-ws';
import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { attach, type Ending } from './attachment.ts';
import { backoffMs } from './backoff.ts';
import { readError } from './read-answer.ts';
import { readFrame } from './read-frame.ts';
import { toRequestBody } from './request-body.ts';
import { createSocketClient } from './socket-client.ts';
import type { Upstream } from './upstream.ts';

export interface WebSocketUpstreamOptions {
  readonly name: string;
  /** `ws:` or `wss:`. */
  readonly url: string;
  /** True when the subgraph is ours: it learns who asks, and answers at once with where it attached. */
  readonly forwardIdentity: boolean;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** How long another's subgraph may stay silent before it counts as one that gives no positions. Default 1000. */
  readonly attachWaitMs?: number;
  /** Messages that may wait for a slow reader. Default 1000. */
  readonly maxQueued?: number;
  /** A larger message breaks the connection. Default 16 MiB. */
  readonly maxMessageBytes?: number;
}

/** The pause before the first attempt to come back, and the longest one. */
const BACKOFF = { firstMs: 100, maxMs: 10_000 };
const RECONNECTING: SubgraphFrame = { data: null, stream: { kind: 'state', state: 'reconnecting' } };
/** What a server that gives no positions never says itself. */
const PLAIN_ATTACHED: SubgraphFrame = { data: null, stream: { kind: 'state', state: 'live', resumable: false } };

/** Where one subscription stands, over all its attachments. */
interface Following {
  position: Position | undefined;
  /** The other side gave positions. */
  speaks: boolean;
  /** The reader got its first frame. */
  attached: boolean;
  /** Attempts to attach again since the last message. */
  failures: number;
}

/**
 * The subscriptions of a remote subgraph, all over one connection. One that gives positions survives the loss of the
 * connection: its reader sees `reconnecting`, then `live`, and misses nothing. Any other ends with SUBGRAPH_UNAVAILABLE.
 */
export function createWebSocketUpstream(options: WebSocketUpstreamOptions): Pick<Upstream, 'subscribe' | 'close'> {
  const { name, clock, random, forwardIdentity, attachWaitMs = 1_000, maxQueued = 1_000, maxMessageBytes = 16 * 1024 * 1024 } = options;
  const client = createSocketClient({ url: options.url, clock, maxMessageBytes });

  async function* subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphFrame, void, undefined> {
    const { signal } = request;
    const following: Following = { position: request.stream?.resumeFrom, speaks: false, attached: false, failures: 0 };
    while (!signal.aborted) {
      const ending = yield* follow(request, following);
      if (ending.kind === 'complete') return;
      if (ending.kind === 'refused') {
        yield toRefusal(ending.errors, { name, following });
        return;
      }
      if (!following.speaks || following.position === undefined) throw toLoss(ending, name);
      if (ending.kind === 'overflow') continue;
      if (following.failures === 0) yield RECONNECTING;
      await clock.sleep(backoffMs(following.failures, { ...BACKOFF, random }), signal).catch(() => undefined);
      following.failures += 1;
    }
  }

  async function* follow(request: SubgraphRequest, following: Following): AsyncGenerator<SubgraphFrame, Ending, undefined> {
    const messages = attach(client, toPayload(request, following.position, forwardIdentity), { maxQueued, signal: request.signal });
    try {
      let reading = messages.next();
      if (!forwardIdentity && !following.attached && !(await comesWithin(reading, attachWaitMs, clock))) {
        following.attached = true;
        yield PLAIN_ATTACHED;
      }
      for (let step = await reading; ; step = await reading) {
        if (step.done === true) return step.value;
        const { frame, speaks } = readFrame(step.value);
        if (!following.attached && !speaks) yield PLAIN_ATTACHED;
        following.speaks ||= speaks;
        following.failures = 0;
        yield following.attached ? withoutReplayed(frame) : frame;
        following.position = frame.stream.position ?? following.position;
        following.attached = true;
        reading = messages.next();
      }
    } finally {
      await messages.return({ kind: 'complete' });
    }
  }

  return {
    subscribe,
    async close() {
      await client.dispose();
    },
  };
}

function toPayload(request: SubgraphRequest, position: Position | undefined, forwardIdentity: boolean): SubscribePayload {
  const { stream: _asked, ...rest } = request;
  const { workspace, principal, correlationId, traceparent } = request.identity;
  const extensions = {
    ...(forwardIdentity ? { identity: { workspace, principal, correlationId, traceparent } } : {}),
    ...(forwardIdentity || position !== undefined ? { stream: position === undefined ? {} : { resumeFrom: position } } : {}),
  };
  return { ...toRequestBody(rest), query: request.query, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

async function comesWithin(reading: Promise<unknown>, waitMs: number, clock: Clock): Promise<boolean> {
  let cancel: () => void = () => undefined;
  const late = new Promise<false>((resolve) => (cancel = clock.after(waitMs, () => resolve(false))));
  try {
    return await Promise.race([reading.then(() => true), late]);
  } finally {
    cancel();
  }
}

/** A reader that did not resume need not hear how many events the reattachment replayed; a gap it must. */
function withoutReplayed(frame: SubgraphFrame): SubgraphFrame {
  const { resumed, ...stream } = frame.stream;
  return resumed === undefined || 'gap' in resumed ? frame : { ...frame, stream };
}

/** The first frame may carry errors; later ones would read as an event, so the stream breaks off with the first error's text. */
function toRefusal(errors: readonly unknown[], { name, following }: { name: string; following: Following }): SubgraphFrame {
  const read = errors.map(readError);
  if (!following.attached) return { data: null, errors: read, stream: { kind: 'event' } };
  throw new CodedError('UPSTREAM_REJECTED', `the subgraph ${name} broke off: ${read[0]?.message ?? 'no reason given'}`);
}

function toLoss(ending: Ending, name: string): CodedError {
  const cause = 'cause' in ending ? ending.cause : undefined;
  const what = ending.kind === 'overflow' ? 'sent events faster than they were read' : 'cannot be reached';
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} ${what}`, { cause, details: { service: name } });
}
