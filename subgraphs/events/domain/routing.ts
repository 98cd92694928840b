import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Position } from '../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import { readEventType } from './publication.ts';
import { readPriority } from './queues/read-message.ts';

/** By which a rule hands events to a pipeline. */
export const PIPELINE_INPUT = 'pipeline.input';

/** Where a rule sends an event: on under another type, to a pipeline, into a queue, or to an HTTP endpoint. */
export type RoutingTarget =
  | { readonly kind: 'topic'; readonly type: string }
  | { readonly kind: 'queue'; readonly name: string; readonly priority: number }
  /** As an event of the type `PIPELINE_INPUT` whose subject is `pipeline/<id>`. */
  | { readonly kind: 'pipeline'; readonly id: string }
  | { readonly kind: 'webhook'; readonly url: string; /** Of one attempt. */ readonly timeoutMs: number; readonly maxAttempts: number };

/** What decides which events go where. */
export interface RoutingTerms {
  readonly name: string;
  readonly pattern: string;
  /** JSONata over the event; absent: every event of the pattern. */
  readonly condition?: string;
  readonly target: RoutingTarget;
}

/** Something that went wrong with one event. */
export interface RoutingFault {
  readonly message: string;
  readonly atMs: number;
  readonly position: Position;
}

/** A rule by which events are sent on. */
export interface RoutingRule extends RoutingTerms {
  readonly id: string;
  readonly enabled: boolean;
  /** Grows with every change that someone makes. */
  readonly version: number;
  /** Up to where the log has been routed. */
  readonly position: Position;
  readonly routed: number;
  readonly failed: number;
  /** Deliveries that had been made before and were not made again. */
  readonly suppressed: number;
  readonly lastFault?: RoutingFault;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** What someone asks for; null and absent both mean: not given. */
export interface RoutingRequest {
  readonly name: string;
  readonly pattern: string;
  readonly condition?: string | null | undefined;
  readonly target: RoutingTargetRequest;
}

/** Where a caller wants events sent: exactly one member is to be given. */
export interface RoutingTargetRequest {
  readonly topic?: string | null | undefined;
  readonly queue?: { readonly name: string; readonly priority?: number | null | undefined } | null | undefined;
  readonly pipeline?: string | null | undefined;
  readonly webhook?: WebhookRequest | null | undefined;
}

/** A webhook as a caller gives it. */
export interface WebhookRequest {
  readonly url: string;
  readonly timeoutMs?: number | null | undefined;
  readonly maxAttempts?: number | null | undefined;
}

const PIPELINE_ID = /^[^\p{Cc}\p{Cs}\s]{1,128}$/u;
const MAX_NAME = 200;
const MAX_CONDITION = 8_192;
const DEFAULT_PRIORITY = 5;
const DEFAULT_WEBHOOK = { timeoutMs: 5_000, maxAttempts: 5 };

/** Reads a rule's terms; throws BAD_USER_INPUT naming the part under `path`. Whether the condition can be used is for the evaluator to say. */
export function readRoutingTerms({ name, pattern, condition, target }: RoutingRequest, path: string): RoutingTerms {
  if (name.trim() === '' || name.length > MAX_NAME) throw badInput(`${path}.name`, `1 to ${MAX_NAME} characters`, name);
  readEventPattern(pattern, `${path}.pattern`);
  const read = readTarget(target, `${path}.target`);
  const sentOn = read.kind === 'topic' ? read.type : read.kind === 'pipeline' ? PIPELINE_INPUT : undefined;
  if (sentOn !== undefined && readEventPattern(pattern).matches(sentOn) && readEventPattern(pattern).literal !== undefined) {
    throw badInput(`${path}.target.${read.kind}`, 'another type than the one that the rule takes', sentOn);
  }
  if (condition === undefined || condition === null) return { name, pattern, target: read };
  if (condition.trim() === '' || condition.length > MAX_CONDITION)
    throw badInput(`${path}.condition`, `a JSONata expression of 1 to ${MAX_CONDITION} characters`);
  return { name, pattern, condition, target: read };
}

function readTarget(target: RoutingTargetRequest, path: string): RoutingTarget {
  const { topic, queue, pipeline, webhook } = target;
  const given = [topic, queue, pipeline, webhook].filter((part) => part !== undefined && part !== null);
  if (given.length !== 1) throw badInput(path, 'exactly one of topic, queue, pipeline and webhook');
  if (typeof pipeline === 'string') return { kind: 'pipeline', id: readPipelineId(pipeline, `${path}.pipeline`) };
  if (typeof topic === 'string') return { kind: 'topic', type: readEventType(topic, `${path}.topic`) };
  if (webhook !== undefined && webhook !== null) return readWebhook(webhook, `${path}.webhook`);
  return { kind: 'queue', name: queue?.name ?? '', priority: readPriority(queue?.priority ?? DEFAULT_PRIORITY, `${path}.queue.priority`) };
}

function readPipelineId(id: string, field: string): string {
  if (!PIPELINE_ID.test(id)) throw badInput(field, '1 to 128 characters without spaces and control characters', id);
  return id;
}

/** Reads an endpoint and how it is called; throws BAD_USER_INPUT naming the part under `path`. */
export function readWebhook({ url, ...given }: WebhookRequest, path: string): Extract<RoutingTarget, { kind: 'webhook' }> {
  const { timeoutMs, maxAttempts } = { timeoutMs: given.timeoutMs ?? DEFAULT_WEBHOOK.timeoutMs, maxAttempts: given.maxAttempts ?? DEFAULT_WEBHOOK.maxAttempts };
  const parsed = URL.parse(url);
  if (parsed === null || url.length > 2_000 || !['http:', 'https:'].includes(parsed.protocol)) throw badInput(`${path}.url`, 'an http or https URL', url);
  if (parsed.username !== '' || parsed.password !== '') throw badInput(`${path}.url`, 'a URL without a user and a password');
  if (timeoutMs < 100 || timeoutMs > 60_000) throw badInput(`${path}.timeoutMs`, '100 to 60000', timeoutMs);
  if (maxAttempts < 1 || maxAttempts > 20) throw badInput(`${path}.maxAttempts`, '1 to 20', maxAttempts);
  return { kind: 'webhook', url: parsed.href, timeoutMs, maxAttempts };
}
