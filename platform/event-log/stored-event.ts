import { hash } from 'node:crypto';
import { badInput } from '../errors/coded-error.ts';
import type { JsonValue } from '../json/json-value.ts';
import { assertEventDrafts } from './event-draft.ts';
import type { EventDraft } from './event-log.ts';

/** An event as the adapters keep it: what is searched for apart, the rest serialised once. */
export interface StoredEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly correlationId: string | null;
  /** 128 bits over (source, id), base64url: the idempotency key. */
  readonly digest: string;
  /** 128 bits over the content, base64url; equal for equal content whatever the order of keys. */
  readonly content: string;
  /** JSON of `StoredBody`. */
  readonly body: string;
}

/** The attributes that are only carried. */
export type StoredBody = Pick<EventDraft, 'time' | 'dataSchema' | 'data' | 'traceparent' | 'causationId'> & {
  readonly principal: string;
  /** When its data was erased, milliseconds. */
  readonly erasedAt?: number;
};

const MAX_DEPTH = 256;

/**
 * Makes a batch ready for storing. The content is type, subject, time, data schema and data: the trace and
 * correlation of the request that carried it may differ when a producer sends an event again.
 * Throws BAD_USER_INPUT when an event cannot be stored, or when the batch itself gives one (source, id) two contents.
 */
export function toStoredEvents(events: readonly EventDraft[], principal: string): StoredEvent[] {
  assertEventDrafts(events);
  const contents = new Map<string, string>();
  return events.map((event, index) => {
    const { id, source, type, subject = null, correlationId = null, time, dataSchema, data, traceparent, causationId } = event;
    const digest = digestKey({ source, id });
    const content = shortHash(`${type}\n${subject ?? ''}\n${time ?? ''}\n${dataSchema ?? ''}\n${canonicalJson(data, `events[${index}].data`)}`);
    if ((contents.get(digest) ?? content) !== content) throw badInput(`events[${index}].id`, 'an id that no other event of the batch has', id);
    contents.set(digest, content);
    const body: { [K in keyof Omit<StoredBody, 'erasedAt'>]: StoredBody[K] | undefined } = { principal, time, dataSchema, data, traceparent, causationId };
    return { id, source, type, subject, correlationId, digest, content, body: JSON.stringify(body) };
  });
}

/** The idempotency key of (source, id). */
export function digestKey({ source, id }: { source: string; id: string }): string {
  return shortHash(`${source}\n${id}`);
}

function shortHash(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

function canonicalJson(value: JsonValue | undefined, field: string, depth = 0): string {
  if (depth > MAX_DEPTH) throw badInput(field, `at most ${MAX_DEPTH} levels of nesting`);
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map((item) => canonicalJson(item, field, depth + 1)).join()}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member, field, depth + 1)}`);
  }
  return `{${parts.join()}}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
