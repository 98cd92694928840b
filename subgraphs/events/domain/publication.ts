import { CodedError, badInput } from '../../../platform/errors/coded-error.ts';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';

/** What someone asks to publish; null and absent both mean: not given. */
export interface PublicationRequest {
  readonly id?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly type: string;
  readonly subject?: string | null | undefined;
  /** RFC 3339. */
  readonly time?: string | null | undefined;
  readonly dataSchema?: string | null | undefined;
  readonly data?: JsonValue | null | undefined;
  readonly correlationId?: string | null | undefined;
  readonly causationId?: string | null | undefined;
  readonly expectedRevision?: number | null | undefined;
}

/** A request that was found good, its gaps filled. */
export interface Publication {
  readonly draft: EventDraft;
  /** False when the publisher left the time to us: a retry fills it differently and is still the same event. */
  readonly timeGiven: boolean;
  readonly expectedRevision: number | undefined;
}

/** What fills the gaps: who asks, when, and a fresh id. */
export interface PublicationDefaults {
  readonly identity: RequestIdentity;
  readonly nowMs: number;
  readonly newId: () => string;
}

/** Sources under this prefix are the backend's own; its readers trust them. */
const RESERVED_SOURCE_PREFIX = 'autoweave/';
const MAX_DATA_BYTES = 1_048_576;
const NAME = { pattern: /^[^\p{Cc}\p{Cs}]{1,256}$/u, expected: '1 to 256 characters without control characters' };
const SOURCE = { pattern: /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,256}$/, expected: 'a URI reference of 1 to 256 characters' };
const TYPE = {
  pattern: /^(?=.{1,256}$)[A-Za-z0-9_~:@/-]+(\.[A-Za-z0-9_~:@/-]+)*$/,
  expected: 'a dotted name of at most 256 characters, such as order.created',
};
const SCHEMA = { pattern: /^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,1000}$/, expected: 'a URI with its scheme' };
const CORRELATION = { pattern: /^[\x21-\x7e]{1,128}$/, expected: '1 to 128 printable characters without spaces' };

/**
 * Reads one request to publish. Throws BAD_USER_INPUT that names the attribute under `path`,
 * and FORBIDDEN for a source that belongs to the backend.
 */
export function readPublication(request: PublicationRequest, defaults: PublicationDefaults, path: string): Publication {
  const { identity, nowMs, newId } = defaults;
  const subject = readText(request.subject, `${path}.subject`, NAME);
  const dataSchema = readText(request.dataSchema, `${path}.dataSchema`, SCHEMA);
  const causationId = readText(request.causationId, `${path}.causationId`, NAME);
  const correlationId = readText(request.correlationId, `${path}.correlationId`, CORRELATION);
  return {
    draft: {
      id: readText(request.id, `${path}.id`, NAME) ?? newId(),
      source: readSource(request.source, `${path}.source`) ?? `principal/${identity.principal}`,
      type: readText(request.type, `${path}.type`, TYPE) ?? '',
      time: request.time ?? new Date(nowMs).toISOString(),
      correlationId: correlationId ?? identity.correlationId,
      traceparent: identity.traceparent,
      ...(subject === undefined ? {} : { subject }),
      ...(dataSchema === undefined ? {} : { dataSchema }),
      ...(causationId === undefined ? {} : { causationId }),
      ...readData(request.data, `${path}.data`),
    },
    timeGiven: request.time !== undefined && request.time !== null,
    expectedRevision: readExpectedRevision(request, subject, path),
  };
}

/** Reads an event type, a dotted name; throws BAD_USER_INPUT naming `field`. */
export function readEventType(type: string, field: string): string {
  if (!TYPE.pattern.test(type)) throw badInput(field, TYPE.expected, type);
  return type;
}

function readText(value: string | null | undefined, field: string, rule: { pattern: RegExp; expected: string }): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!rule.pattern.test(value)) throw badInput(field, rule.expected, value);
  return value;
}

function readSource(value: string | null | undefined, field: string): string | undefined {
  const source = readText(value, field, SOURCE);
  if (source?.startsWith(RESERVED_SOURCE_PREFIX)) {
    throw new CodedError('FORBIDDEN', `${field}: sources that begin with ${RESERVED_SOURCE_PREFIX} belong to the backend`, { field });
  }
  return source;
}

function readData(data: JsonValue | null | undefined, field: string): { readonly data?: JsonValue } {
  if (data === undefined || data === null) return {};
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > MAX_DATA_BYTES) throw badInput(field, `at most ${MAX_DATA_BYTES} bytes as JSON text`, `${bytes} bytes`);
  return { data };
}

function readExpectedRevision(request: PublicationRequest, subject: string | undefined, path: string): number | undefined {
  const { expectedRevision } = request;
  if (expectedRevision === undefined || expectedRevision === null) return undefined;
  if (expectedRevision < 0) throw badInput(`${path}.expectedRevision`, '0 or more', expectedRevision);
  if (subject === undefined) throw badInput(`${path}.subject`, 'the subject whose events `expectedRevision` counts');
  return expectedRevision;
}
