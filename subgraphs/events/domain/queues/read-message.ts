import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';
import type { NewDelivery } from '../deliveries/delivery.ts';
import { readWithin } from '../deliveries/read-number.ts';

/** A message as someone puts it in; null and absent both mean: not given. */
export interface MessageRequest {
  readonly id?: string | null | undefined;
  readonly type: string;
  readonly key?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly data?: JsonValue | null | undefined;
  readonly priority: number;
  readonly delayMs: number;
  readonly expiresInMs?: number | null | undefined;
}

const MAX_DATA_BYTES = 1_048_576;
const MAX_DELAY_MS = 31_536_000_000;
const ID = /^[\x21-\x7e]{1,128}$/;
const TYPE = /^(?=.{1,256}$)[A-Za-z0-9_~:@/-]+(\.[A-Za-z0-9_~:@/-]+)*$/;
const TEXT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Reads a message; throws BAD_USER_INPUT naming the field under `path`. */
export function readMessage(
  request: MessageRequest,
  path: string,
  { nowMs, newId, correlationId }: { nowMs: number; newId: () => string; correlationId: string },
): NewDelivery {
  const { id, type, key, subject, data, expiresInMs } = request;
  if (typeof id === 'string' && !ID.test(id)) throw badInput(`${path}.id`, '1 to 128 printable characters without spaces', id);
  if (!TYPE.test(type)) throw badInput(`${path}.type`, 'a dotted name of at most 256 characters', type);
  for (const [field, text] of [
    ['key', key],
    ['subject', subject],
  ] as const) {
    if (typeof text === 'string' && !TEXT.test(text)) throw badInput(`${path}.${field}`, '1 to 256 characters without control characters', text);
  }
  const bytes = Buffer.byteLength(JSON.stringify(data ?? null));
  if (bytes > MAX_DATA_BYTES) throw badInput(`${path}.data`, `at most ${MAX_DATA_BYTES} bytes as JSON text`, `${bytes} bytes`);
  const delayMs = readWithin(request.delayMs, `${path}.delayMs`, { min: 0, max: MAX_DELAY_MS });
  return {
    id: id ?? newId(),
    priority: readPriority(request.priority, `${path}.priority`),
    key: key ?? undefined,
    event: undefined,
    type,
    subject: subject ?? undefined,
    data: data ?? null,
    correlationId,
    dueAtMs: nowMs + delayMs,
    expiresAtMs: typeof expiresInMs === 'number' ? nowMs + readWithin(expiresInMs, `${path}.expiresInMs`, { min: 1, max: MAX_DELAY_MS }) : undefined,
    createdAtMs: nowMs,
  };
}

/** 0 is the last, 10 the first. */
export function readPriority(priority: number, field: string): number {
  return readWithin(priority, field, { min: 0, max: 10 });
}
