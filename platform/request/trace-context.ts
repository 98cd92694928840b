import { randomUUID } from 'node:crypto';
import { toFlatText } from '../text/flat-text.ts';

/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header, version 00. */
export interface TraceContext {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits, not all zero. */
  readonly parentId: string;
  readonly sampled: boolean;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent`; undefined when it is absent or malformed, as the specification asks. */
export function readTraceparent(header: string | undefined): TraceContext | undefined {
  const match = TRACEPARENT.exec(header ?? '');
  if (match === null) return undefined;
  const [, version = '', traceId = '', parentId = '', flags = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  return { traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Writes a version-00 `traceparent`. */
export function toTraceparent(context: TraceContext): string {
  return toFlatText(`00-${context.traceId}-${context.parentId}-${context.sampled ? '01' : '00'}`);
}

/** A child of the caller's span, or the root of a new trace when there is no caller. */
export function createChildTraceparent(header: string | undefined): string {
  const parent = readTraceparent(header);
  return toTraceparent({
    traceId: parent?.traceId ?? randomUUID().replaceAll('-', ''),
    parentId: createSpanId(),
    sampled: parent?.sampled ?? true,
  });
}

/** 16 hex digits, taken where a version-4 UUID is random throughout: Node keeps random bytes ready for those, and each other draw asks the system. */
function createSpanId(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 4) + uuid.slice(24);
}
