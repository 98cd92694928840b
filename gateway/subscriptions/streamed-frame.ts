import type { Resumed, StreamState } from '../../platform/subgraph/endpoint.ts';
import { withCodes } from '../errors.ts';
import type { OperationFrame, OperationResult } from '../operation.ts';
import type { CursorSeal } from './cursor.ts';
import { createPayload, type Payload } from './payload.ts';

/** `extensions.stream` of a frame, as `docs/wire.md` lists it. */
export interface ClientStream {
  readonly cursor?: string;
  readonly kind?: 'progress' | 'state' | 'snapshot';
  readonly resumable?: boolean;
  readonly state?: StreamState;
  readonly resumed?: SealedResumed;
  readonly replay?: true;
  readonly dropped?: number;
}

/** What became of the time since a cursor, in cursors (W2.3 of docs/wire.md). */
export type SealedResumed = { readonly replayed: number } | { readonly gap: { readonly from: string; readonly availableFrom: string } };

/** A frame of a source with the payload that all its readers share. */
export interface StreamedFrame {
  readonly kind: OperationFrame['stream']['kind'];
  readonly stream: OperationFrame['stream'];
  readonly result: OperationResult;
  /** What a client that speaks gets of it, when it is not its first; a plain one gets that of events. */
  readonly payload: Payload;
  /** As `payload`, with more in `extensions.stream`; not shared. */
  withStream(more: ClientStream): Payload;
}

/** Seals a frame's positions and gives its errors codes. */
export function toStreamedFrame({ result, stream }: OperationFrame, seal: CursorSeal): StreamedFrame {
  const { kind, position, state, resumed, replay } = stream;
  const coded = withCodes(kind === 'event' ? result : { ...result, data: null });
  const common: ClientStream = {
    ...(position === undefined ? {} : { cursor: seal.seal(position) }),
    ...(kind === 'event' ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(resumed === undefined ? {} : { resumed: sealResumed(resumed, seal) }),
    ...(replay === true ? { replay } : {}),
  };
  return { kind, stream, result: coded, payload: addStream(coded, common), withStream: (more) => addStream(coded, { ...common, ...more }) };
}

/** A result with `stream` in its extensions. */
export function addStream(result: OperationResult, stream: ClientStream): Payload {
  if (Object.keys(stream).length === 0) return createPayload(result);
  const known = result.extensions?.['stream'];
  return createPayload({ ...result, extensions: { ...result.extensions, stream: { ...(typeof known === 'object' ? known : {}), ...stream } } });
}

/** Seals the positions of a gap. */
export function sealResumed(resumed: Resumed, seal: CursorSeal): SealedResumed {
  if ('replayed' in resumed) return { replayed: resumed.replayed };
  return { gap: { from: seal.seal(resumed.gap.from), availableFrom: seal.seal(resumed.gap.availableFrom) } };
}
