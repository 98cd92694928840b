import type { Position } from '../../platform/event-log/event-log.ts';
import type { Resumed, StreamState } from '../../platform/subgraph/endpoint.ts';
import type { AdmittedOperation } from '../admission/stage.ts';
import { withCodes } from '../errors.ts';
import type { OperationFrame, OperationResult } from '../operation.ts';
import type { ClientMessage } from './client-message.ts';
import type { CursorSeal, CursorSealer } from './cursor.ts';
import { hashOperation } from './operation-hash.ts';
import { createPayload } from './payload.ts';
import { untilAborted } from './until-aborted.ts';

/** `extensions.stream` of a frame, as `docs/wire.md` lists it. */
interface ClientStream {
  readonly cursor?: string;
  readonly kind?: 'progress' | 'state';
  readonly resumable?: boolean;
  readonly state?: StreamState;
  readonly resumed?: { readonly replayed: number } | { readonly gap: { readonly from: string; readonly availableFrom: string } };
  readonly replay?: true;
}

export interface SubscriptionRun {
  readonly admitted: AdmittedOperation;
  readonly signal: AbortSignal;
  readonly sealer: CursorSealer;
}

/**
 * Turns the engine's frames into what this client gets. A client that speaks `extensions.stream` gets all of them, the
 * first (`kind: state`) at once; a plain one gets events only, and what it must know of a gap on the next event.
 * Throws what the engine throws, and BAD_USER_INPUT for a cursor that is not this operation's.
 */
export async function* runSubscription(run: SubscriptionRun): AsyncGenerator<ClientMessage> {
  const { admitted, signal } = run;
  const { stream, identity } = admitted;
  const seal = run.sealer.for({ workspace: identity.workspace, operationHash: hashOperation(admitted) });
  const resumeFrom = stream.resumeFrom === undefined ? undefined : seal.open(stream.resumeFrom);
  const toClient = stream.speaks ? createSpeakingView(seal) : createPlainView(seal);
  let attached = false;
  let positioned = false;
  for await (const frame of untilAborted(subscribe(admitted, { signal, resumeFrom }), signal)) {
    if (isEnd(frame, { attached, positioned })) {
      yield { kind: 'error', errors: withCodes(frame.result).errors ?? [] };
      return;
    }
    attached = true;
    positioned ||= frame.stream.position !== undefined;
    const result = toClient(frame);
    if (result !== undefined) yield { kind: 'next', payload: createPayload(withCodes(result)) };
  }
}

function subscribe(admitted: AdmittedOperation, options: { signal: AbortSignal; resumeFrom: Position | undefined }): AsyncIterable<OperationFrame> {
  const { request, document, definition, variables, identity, generation } = admitted;
  const { signal, resumeFrom } = options;
  return generation.engine.subscribe(
    { source: request.query, document, definition, operationName: definition.name?.value, variables, identity, signal },
    resumeFrom === undefined ? {} : { resumeFrom },
  );
}

/**
 * True for a frame that says why there is no stream, or no more of it: errors, no data, and no place in a log that
 * otherwise gives places. (An event whose data went null for an error has its position.)
 */
function isEnd(frame: OperationFrame, seen: { attached: boolean; positioned: boolean }): boolean {
  const failed = (frame.result.errors?.length ?? 0) > 0 && (frame.result.data ?? null) === null && frame.stream.position === undefined;
  return failed && (!seen.attached || seen.positioned);
}

type View = (frame: OperationFrame) => OperationResult | undefined;

function createSpeakingView(seal: CursorSeal): View {
  let first = true;
  return function toSpeaking({ result, stream }) {
    const isFirst = first;
    first = false;
    const { kind, position, resumable, state, resumed, replay } = stream;
    return withStream(kind === 'event' ? result : { ...result, data: null }, {
      ...(position === undefined ? {} : { cursor: seal.seal(position) }),
      ...(kind === 'event' ? {} : { kind }),
      ...(isFirst ? { resumable: resumable ?? position !== undefined, state: state ?? 'live' } : {}),
      ...(!isFirst && state !== undefined ? { state } : {}),
      ...(resumed === undefined ? {} : { resumed: sealResumed(resumed, seal) }),
      ...(replay === true ? { replay } : {}),
    });
  };
}

function createPlainView(seal: CursorSeal): View {
  let resumed: ClientStream['resumed'];
  return function toPlain({ result, stream }) {
    if (stream.resumed !== undefined) resumed = joinGaps(resumed, sealResumed(stream.resumed, seal));
    if (stream.kind !== 'event') return undefined;
    const told = resumed;
    resumed = undefined;
    return withStream(result, {
      ...(stream.position === undefined ? {} : { cursor: seal.seal(stream.position) }),
      ...(told === undefined ? {} : { resumed: told }),
      ...(stream.replay === true ? { replay: true } : {}),
    });
  };
}

/** Two holes before one event are told as one that reaches from the first's start to the second's end. */
function joinGaps(earlier: ClientStream['resumed'], later: NonNullable<ClientStream['resumed']>): ClientStream['resumed'] {
  if (earlier === undefined || !('gap' in earlier) || !('gap' in later)) return later;
  return { gap: { from: earlier.gap.from, availableFrom: later.gap.availableFrom } };
}

function sealResumed(resumed: Resumed, seal: CursorSeal): NonNullable<ClientStream['resumed']> {
  if ('replayed' in resumed) return { replayed: resumed.replayed };
  return { gap: { from: seal.seal(resumed.gap.from), availableFrom: seal.seal(resumed.gap.availableFrom) } };
}

function withStream(result: OperationResult, stream: ClientStream): OperationResult {
  if (Object.keys(stream).length === 0) return result;
  return { ...result, extensions: { ...result.extensions, stream } };
}
