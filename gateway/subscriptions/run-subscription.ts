import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { AdmittedOperation } from '../admission/stage.ts';
import { RefusedOperation } from '../errors.ts';
import type { OperationResult } from '../operation.ts';
import type { ClientMessage } from './client-message.ts';
import { createPlainView, createSpeakingView, type ClientFrame } from './client-view.ts';
import type { CursorSealer } from './cursor.ts';
import { hashOperation } from './operation-hash.ts';
import { readShared, type ReadFrame, type SharedReading } from './read-shared.ts';
import { shapeFrames } from './shape-frames.ts';
import type { StartSource } from './shared-source.ts';
import type { SharedSources } from './shared-sources.ts';
import { snapshotFirst } from './snapshot-first.ts';
import { toSourceKey } from './source-key.ts';
import { untilAborted } from './until-aborted.ts';

export interface SubscriptionRun {
  readonly admitted: AdmittedOperation;
  readonly signal: AbortSignal;
  readonly sealer: CursorSealer;
  readonly sources: SharedSources;
  readonly clock: Clock;
  /** Answers the query that `snapshot` names, once it has applied the position. */
  readonly takeSnapshot: (minPosition: Position | undefined) => Promise<OperationResult>;
}

/**
 * Turns the engine's frames into what this client gets. A client that speaks `extensions.stream` gets all of them, the
 * first (`kind: state`) at once; a plain one gets events only, and what it must know of a gap on the next event.
 * Throws what the engine throws, and BAD_USER_INPUT for a cursor that is not this operation's.
 */
export async function* runSubscription(run: SubscriptionRun): AsyncGenerator<ClientMessage> {
  const { admitted, signal, clock } = run;
  const { stream } = admitted;
  try {
    const frames = toClientFrames(run);
    const isShaped = stream.maxHz !== undefined || stream.coalesceBy !== undefined || stream.batchMs !== undefined;
    const shaped = isShaped ? untilAborted(shapeFrames(frames, stream, clock), signal) : frames;
    for await (const { payload } of shaped) yield { kind: 'next', payload };
  } catch (error) {
    // The source said why there is no stream, or no more of it.
    if (!(error instanceof RefusedOperation)) throw error;
    yield { kind: 'error', errors: error.errors };
  }
}

async function* toClientFrames(run: SubscriptionRun): AsyncGenerator<ClientFrame> {
  const { admitted, signal, sealer, sources } = run;
  const { stream, identity } = admitted;
  const operationHash = hashOperation(admitted);
  const seal = sealer.for({ workspace: identity.workspace, operationHash });
  const resumeFrom = stream.resumeFrom === undefined ? undefined : seal.open(stream.resumeFrom);
  const reading: SharedReading = { sources, key: toSourceKey(admitted, operationHash), start: toStart(admitted), seal, resumeFrom, signal };
  const reads = stream.snapshot === undefined ? readShared(reading) : snapshotFirst(reading, run.takeSnapshot);
  const toClient = stream.speaks ? createSpeakingView() : createPlainView(seal);
  let attached = false;
  let positioned = false;
  for await (const read of reads) {
    if ('snapshot' in read) {
      yield { kind: 'snapshot', payload: read.snapshot };
      continue;
    }
    assertNotEnd(read, { attached, positioned });
    attached = true;
    positioned ||= read.frame.stream.position !== undefined;
    const frame = toClient(read);
    if (frame !== undefined) yield frame;
  }
}

function toStart({ request, document, definition, variables, identity, generation }: AdmittedOperation): StartSource {
  return ({ resumeFrom, signal }) =>
    generation.engine.subscribe(
      { source: request.query, document, definition, operationName: definition.name?.value, variables, identity, signal },
      resumeFrom === undefined ? {} : { resumeFrom },
    );
}

/**
 * Throws the errors of a frame that says why there is no stream, or no more of it: errors, no data, and no place in a log
 * that otherwise gives places. (An event whose data went null for an error has its position.)
 */
function assertNotEnd({ frame }: ReadFrame, seen: { attached: boolean; positioned: boolean }): void {
  const { errors = [], data = null } = frame.result;
  const failed = errors.length > 0 && data === null && frame.stream.position === undefined;
  if (failed && (!seen.attached || seen.positioned)) throw new RefusedOperation(errors);
}
