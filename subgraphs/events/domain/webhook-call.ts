import type { Clock } from '../../../platform/clock/clock.ts';
import type { RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import { readReplayed } from './event-copy.ts';
import type { Hold } from '../../../platform/lease/held-work.ts';
import type { WebhookSigner } from './webhook-signing.ts';
import { digestOf, toCallKey, type SideEffect } from './side-effects.ts';

/** Makes one HTTP request. `isFinal`: asking again would be answered the same. */
export interface Endpoints {
  post(url: string, request: { headers: Readonly<Record<string, string>>; body: string; timeoutMs: number; signal: AbortSignal }): Promise<CallAnswer>;
}

/** What came of a call. */
export type CallAnswer = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly reason: string; readonly isFinal: boolean };

/** One call of an endpoint. */
export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly effect: SideEffect;
}

/** The call that tells an endpoint of an event: a structured CloudEvent, with the effect's key as `idempotency-key`. */
export function toWebhookCall(url: string, event: RecordedEvent, nowMs: number): WebhookCall {
  const key = toCallKey(url, event);
  const replayed = readReplayed(event);
  const content = toCloudEvent(event);
  return {
    url,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'idempotency-key': key,
      ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
      ...(event.correlationId === undefined ? {} : { 'x-correlation-id': event.correlationId }),
      ...(replayed === undefined ? {} : { 'x-autoweave-replay': replayed.replayId }),
    },
    body: JSON.stringify(content),
    effect: { key, digest: digestOf([content['type'] ?? null, content['subject'] ?? null, content['data'] ?? null]), atMs: nowMs },
  };
}

const FIRST_DELAY_MS = 200;
const MAX_DELAY_MS = 10_000;

/**
 * Calls until it is accepted, refused for good, or tried `maxAttempts` times. Rejects when `signal` aborts, and between
 * two attempts when `unwanted` does: a call that was accepted is always answered.
 */
export async function callWebhook(
  call: WebhookCall,
  options: {
    endpoints: Endpoints;
    signer: WebhookSigner;
    clock: Clock;
    timeoutMs: number;
    maxAttempts: number;
    hold: Pick<Hold, 'scope' | 'signal' | 'unwanted'>;
  },
): Promise<CallAnswer> {
  const { endpoints, signer, clock, timeoutMs, maxAttempts, hold } = options;
  const { scope, signal, unwanted } = hold;
  for (let attempt = 1; ; attempt += 1) {
    const signed = await signer.sign(scope, { url: call.url, id: call.effect.key, body: call.body });
    const answer = await endpoints.post(call.url, { headers: { ...call.headers, ...signed }, body: call.body, timeoutMs, signal });
    signal.throwIfAborted();
    if (answer.kind === 'accepted' || answer.isFinal || attempt >= maxAttempts) return answer;
    await clock.sleep(Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS), AbortSignal.any([signal, unwanted]));
  }
}

/** The event as CloudEvents 1.0 has it in JSON; what CloudEvents does not name are extension attributes. */
function toCloudEvent(event: RecordedEvent): JsonObject {
  const { id, source, type, subject, time, dataSchema, data, correlationId, causationId } = event;
  return {
    specversion: '1.0',
    id,
    source,
    type,
    datacontenttype: 'application/json',
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(dataSchema === undefined ? {} : { dataschema: dataSchema }),
    ...(correlationId === undefined ? {} : { correlationid: correlationId }),
    ...(causationId === undefined ? {} : { causationid: causationId }),
    ...(data === undefined ? {} : { data }),
  };
}
