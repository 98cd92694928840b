import type { SubgraphFrame } from '../../platform/subgraph/endpoint.ts';
import { isObject, readErrors } from './read-answer.ts';

type FrameStream = SubgraphFrame['stream'];

const KINDS: ReadonlySet<unknown> = new Set(['event', 'progress', 'state']);
const STATES: ReadonlySet<unknown> = new Set(['live', 'degraded', 'reconnecting']);

/** A message of a subscription that was read, and whether its sender speaks of positions at all. */
export interface ReadFrame {
  readonly frame: SubgraphFrame;
  readonly speaks: boolean;
}

/** Reads the payload of a `next` message. A payload without `extensions.stream` is a plain server's event. */
export function readFrame(payload: unknown): ReadFrame {
  const { data, errors, extensions } = isObject(payload) ? payload : {};
  const stream = isObject(extensions) ? readStream(extensions['stream']) : undefined;
  return {
    speaks: stream !== undefined,
    frame: {
      data: isObject(data) ? data : null,
      ...(Array.isArray(errors) && errors.length > 0 ? { errors: readErrors(errors) } : {}),
      stream: stream ?? { kind: 'event' },
    },
  };
}

function readStream(value: unknown): FrameStream | undefined {
  if (!isObject(value)) return undefined;
  const { kind, position, resumable, state, replay } = value;
  const resumed = readResumed(value['resumed']);
  return {
    kind: KINDS.has(kind) ? (kind as FrameStream['kind']) : 'event',
    ...(typeof position === 'string' ? { position } : {}),
    ...(typeof resumable === 'boolean' ? { resumable } : {}),
    ...(STATES.has(state) ? { state: state as NonNullable<FrameStream['state']> } : {}),
    ...(resumed === undefined ? {} : { resumed }),
    ...(typeof replay === 'boolean' ? { replay } : {}),
  };
}

function readResumed(value: unknown): FrameStream['resumed'] {
  if (!isObject(value)) return undefined;
  const { replayed, gap } = value;
  if (typeof replayed === 'number') return { replayed };
  if (!isObject(gap)) return undefined;
  const { from, availableFrom } = gap;
  return typeof from === 'string' && typeof availableFrom === 'string' ? { gap: { from, availableFrom } } : undefined;
}
