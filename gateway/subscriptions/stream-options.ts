import type { OperationTypeNode } from 'graphql';
import type { Position } from '../../platform/event-log/event-log.ts';
import { badInput, CodedError } from '../../platform/errors/coded-error.ts';

/** What a request's `extensions.stream` says. */
export interface StreamOptions {
  /** True when the key is there at all: the client knows `state` and `progress` frames. */
  readonly speaks: boolean;
  /** Subscriptions: a cursor received earlier, still sealed. */
  readonly resumeFrom?: string;
  /** Queries: the position of an earlier answer. */
  readonly minPosition?: Position;
}

const SHAPING_KEYS = ['snapshot', 'maxHz', 'coalesceBy', 'batchMs'];
const SUBSCRIPTION_KEYS = ['resumeFrom', ...SHAPING_KEYS];
const MAX_TEXT_LENGTH = 4_096;

/** What a request says of its stream, wherever it says it. */
export interface StreamRequest {
  readonly extensions?: Readonly<Record<string, unknown>> | null;
  readonly lastEventId?: string;
}

/**
 * Reads `extensions.stream`, and `Last-Event-ID` in its stead: a browser repeats its request as it was and adds the newer
 * cursor. Throws BAD_USER_INPUT or UNSUPPORTED naming the key.
 */
export function readStreamOptions({ extensions, lastEventId }: StreamRequest, type: `${OperationTypeNode}`): StreamOptions {
  const options = readSpoken(extensions?.['stream'], type);
  if (lastEventId === undefined || type !== 'subscription') return options;
  return { ...options, resumeFrom: readText('resumeFrom', 'a cursor received earlier', lastEventId) };
}

function readSpoken(stream: unknown, type: `${OperationTypeNode}`): StreamOptions {
  if (stream === undefined || stream === null) return { speaks: false };
  if (typeof stream !== 'object' || Array.isArray(stream)) throw badInput('extensions.stream', 'an object', stream);
  const allowed = allowedKeys(type);
  for (const key of Object.keys(stream)) assertKey(key, type, allowed);
  const { resumeFrom, minPosition } = stream as Readonly<Record<string, unknown>>;
  return {
    speaks: true,
    ...(resumeFrom === undefined ? {} : { resumeFrom: readText('resumeFrom', 'a cursor received earlier', resumeFrom) }),
    ...(minPosition === undefined ? {} : { minPosition: readText('minPosition', 'the position of an earlier answer', minPosition) }),
  };
}

function allowedKeys(type: `${OperationTypeNode}`): readonly string[] {
  if (type === 'subscription') return SUBSCRIPTION_KEYS;
  return type === 'query' ? ['minPosition'] : [];
}

function assertKey(key: string, type: string, allowed: readonly string[]): void {
  const field = `extensions.stream.${key.slice(0, 60)}`;
  if (!allowed.includes(key)) {
    const known = key === 'minPosition' || SUBSCRIPTION_KEYS.includes(key);
    const expected = allowed.length === 0 ? 'no key' : `only ${allowed.join(', ')}`;
    throw badInput(field, known ? `${expected} on a ${type}` : `${expected} (no such key)`);
  }
  if (SHAPING_KEYS.includes(key)) throw new CodedError('UNSUPPORTED', `${field}: this gateway does not shape streams yet`, { field });
}

function readText(key: string, expected: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT_LENGTH) throw badInput(`extensions.stream.${key}`, expected, value);
  return value;
}
