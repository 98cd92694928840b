import type { SubscribePayload } from 'graphql-ws';
import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { SECRET_HEADER } from '../../platform/http/caller-check.ts';
import type { SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { attach, type Ending } from './attachment.ts';
import { BrokenStream } from './broken-stream.ts';
import { isObject, readErrors } from './read-answer.ts';
import { readFrame } from './read-frame.ts';
import { toRequestBody } from './request-body.ts';
import { createSocketClient } from './socket-client.ts';
import type { UpstreamTls } from './subgraph-policies.ts';
import type { Upstream } from './upstream.ts';

/** One address of a subgraph, for subscriptions. */
export interface WebSocketUpstreamOptions {
  readonly name: string;
  /** `ws:` or `wss:`. */
  readonly url: string;
  /** True when the subgraph is ours: it learns who asks, and answers at once with where it attached. */
  readonly forwardIdentity: boolean;
  /** Sent when the subgraph is ours. */
  readonly secret?: string | undefined;
  readonly clock: Clock;
  readonly tls?: UpstreamTls;
  /** How long another's subgraph may stay silent before it counts as one that gives no positions. Default 1000. */
  readonly attachWaitMs?: number;
  /** Messages that may wait for a slow reader. Default 1000. */
  readonly maxQueued?: number;
  /** Bytes of them, as they came; one message may always wait. Default 1 MiB. */
  readonly maxQueuedBytes?: number;
}

/** A larger message breaks the connection. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/** What a server that gives no positions never says itself. */
const PLAIN_ATTACHED: SubgraphFrame = { data: null, stream: { kind: 'state', state: 'live', resumable: false } };

/**
 * The subscriptions of a remote subgraph, all over one connection. A subscription whose connection breaks throws
 * a BrokenStream, for a policy to take up again where it can.
 */
export function createWebSocketUpstream(options: WebSocketUpstreamOptions): Pick<Upstream, 'subscribe' | 'close'> {
  const { name, clock, forwardIdentity, attachWaitMs = 1_000 } = options;
  const { maxQueued = 1_000, maxQueuedBytes = 1_048_576 } = options;
  const headers = forwardIdentity && options.secret !== undefined ? { [SECRET_HEADER]: options.secret } : {};
  const client = createSocketClient({ url: options.url, clock, maxMessageBytes: MAX_MESSAGE_BYTES, tls: options.tls, headers });

  async function* subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphFrame, void, undefined> {
    const messages = attach(client, toPayload(request, forwardIdentity), { maxQueued, maxQueuedBytes, signal: request.signal });
    let attached = false;
    try {
      let reading = messages.next();
      if (!forwardIdentity && !(await comesWithin(reading, attachWaitMs, clock))) {
        attached = true;
        yield PLAIN_ATTACHED;
      }
      for (let step = await reading; ; step = await reading) {
        if (step.done === true) return yield* conclude(step.value, { name, attached });
        const refusal = attached ? undefined : readRefusal(step.value);
        if (refusal !== undefined) return yield* conclude(refusal, { name, attached });
        const { frame, speaks } = readFrame(step.value);
        if (!attached && !speaks) yield PLAIN_ATTACHED;
        attached = true;
        yield frame;
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

function toPayload(request: SubgraphRequest, forwardIdentity: boolean): SubscribePayload {
  const { stream, ...rest } = request;
  const { workspace, principal, correlationId, traceparent } = request.identity;
  const extensions = {
    ...(forwardIdentity ? { identity: { workspace, principal, correlationId, traceparent } } : {}),
    ...(forwardIdentity || stream !== undefined ? { stream: stream ?? {} } : {}),
  };
  return { ...toRequestBody(rest), query: request.query, ...(Object.keys(extensions).length === 0 ? {} : { extensions }) };
}

/** Some servers tell by `next` that there is no stream: errors without any data, not even null, say that nothing was executed. */
function readRefusal(payload: unknown): Ending | undefined {
  const refused = isObject(payload) && payload['data'] === undefined && Array.isArray(payload['errors']) && payload['errors'].length > 0;
  return refused ? { kind: 'refused', errors: payload['errors'] as readonly unknown[] } : undefined;
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

/** The first frame may carry errors; later ones would read as an event, so the stream breaks off with the first error's text. */
function* conclude(ending: Ending, { name, attached }: { name: string; attached: boolean }): Generator<SubgraphFrame, void, undefined> {
  switch (ending.kind) {
    case 'complete':
      return;
    case 'lost':
      throw new BrokenStream(name, { kind: 'lost', cause: ending.cause });
    case 'overflow':
      throw new BrokenStream(name, { kind: 'overflow' });
    case 'refused': {
      const errors = readErrors(ending.errors);
      if (attached)
        throw new CodedError('UPSTREAM_REJECTED', `the subgraph ${name} broke off: ${errors[0]?.message ?? 'no reason given'}`, { details: { service: name } });
      yield { data: null, errors, stream: { kind: 'event' } };
    }
  }
}
