import type { OperationTypeNode } from 'graphql';
import type { Position } from '../../platform/event-log/event-log.ts';
import { badInput } from '../../platform/errors/coded-error.ts';
import type { FrameShape } from './pending-frames.ts';

/** What a request's `extensions.stream` says. */
export interface StreamOptions extends FrameShape {
  /** True when the key is there at all: the client knows `state` and `progress` frames. */
  readonly speaks: boolean;
  /** Subscriptions: a cursor received earlier, still sealed. */
  readonly resumeFrom?: string;
  /** Subscriptions: the name of the query whose result comes before the changes after it. */
  readonly snapshot?: string;
  /** Queries: the position of an earlier answer. */
  readonly minPosition?: Position;
}

/** What a request says of its stream, wherever it says it. */
export interface StreamRequest {
  readonly extensions?: Readonly<Record<string, unknown>> | null;
  readonly lastEventId?: string;
}

const SUBSCRIPTION_KEYS = ['resumeFrom', 'snapshot', 'maxHz', 'coalesceBy', 'batchMs'];
const MAX_TEXT_LENGTH = 4_096;
const MAX_HZ = 1_000;
const MAX_BATCH_MS = 60_000;

/**
 * Reads `extensions.stream`, and `Last-Event-ID` in its stead: a browser repeats its request as it was and adds the newer
 * cursor, which then stands for `resumeFrom` and `snapshot`. Throws BAD_USER_INPUT naming the key.
 */
export function readStreamOptions({ extensions, lastEventId }: StreamRequest, type: `${OperationTypeNode}`): StreamOptions {
  const options = readSpoken(extensions?.['stream'], type);
  if (lastEventId === undefined || type !== 'subscription') return options;
  const { snapshot: _taken, ...others } = options;
  return { ...others, resumeFrom: readText('resumeFrom', 'a cursor received earlier', lastEventId) };
}

function readSpoken(stream: unknown, type: `${OperationTypeNode}`): StreamOptions {
  if (stream === undefined || stream === null) return { speaks: false };
  if (typeof stream !== 'object' || Array.isArray(stream)) throw badInput('extensions.stream', 'an object', stream);
  const allowed = allowedKeys(type);
  for (const key of Object.keys(stream)) assertKey(key, type, allowed);
  const { resumeFrom, snapshot, maxHz, coalesceBy, batchMs, minPosition } = stream as Readonly<Record<string, unknown>>;
  if (resumeFrom !== undefined && snapshot !== undefined) throw badInput('extensions.stream.snapshot', 'no snapshot where resumeFrom says what is known');
  return {
    speaks: true,
    ...(resumeFrom === undefined ? {} : { resumeFrom: readText('resumeFrom', 'a cursor received earlier', resumeFrom) }),
    ...(snapshot === undefined ? {} : { snapshot: readText('snapshot', 'the name of a query operation of the same document', snapshot) }),
    ...(maxHz === undefined ? {} : { maxHz: readRate(maxHz) }),
    ...(coalesceBy === undefined ? {} : { coalesceBy: readText('coalesceBy', 'a path of response names, joined by dots', coalesceBy).split('.') }),
    ...(batchMs === undefined ? {} : { batchMs: readDuration(batchMs) }),
    ...(minPosition === undefined ? {} : { minPosition: readText('minPosition', 'the position of an earlier answer', minPosition) }),
  };
}

function allowedKeys(type: `${OperationTypeNode}`): readonly string[] {
  if (type === 'subscription') return SUBSCRIPTION_KEYS;
  return type === 'query' ? ['minPosition'] : [];
}

function assertKey(key: string, type: string, allowed: readonly string[]): void {
  if (allowed.includes(key)) return;
  const known = key === 'minPosition' || SUBSCRIPTION_KEYS.includes(key);
  const expected = allowed.length === 0 ? 'no key' : `only ${allowed.join(', ')}`;
  throw badInput(`extensions.stream.${key.slice(0, 60)}`, known ? `${expected} on a ${type}` : `${expected} (no such key)`);
}

function readText(key: string, expected: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT_LENGTH) throw badInput(`extensions.stream.${key}`, expected, value);
  return value;
}

function readRate(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0) || value > MAX_HZ) throw badInput('extensions.stream.maxHz', `a number above 0, at most ${MAX_HZ}`, value);
  return value;
}

function readDuration(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_BATCH_MS) {
    throw badInput('extensions.stream.batchMs', `a whole number of milliseconds from 1 to ${MAX_BATCH_MS}`, value);
  }
  return value;
}
