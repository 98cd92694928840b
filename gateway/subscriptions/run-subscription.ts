import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { AdmittedOperation, RenewAdmission } from '../admission/stage.ts';
import type { GenerationSource } from '../generation.ts';
import type { OperationResult } from '../operation.ts';
import { PlainView, SpeakingView, type ClientFrame, type ClientView } from './client-view.ts';
import type { CursorSealer } from './cursor.ts';
import { followGenerations } from './follow-generations.ts';
import { hashOperation } from './operation-hash.ts';
import type { PayloadTaker } from './payload.ts';
import { readShared, type ReadFrame, type SharedReading } from './read-shared.ts';
import { shapeFrames } from './shape-frames.ts';
import { SharedReader } from './shared-reader.ts';
import type { SharedSources } from './shared-sources.ts';
import type { SharedSource } from './shared-source.ts';
import { snapshotFirst, type SnapshotRead } from './snapshot-first.ts';
import { createFollowedSubscription, type BegunSubscription } from './subscription-standing.ts';
import { toSourceKey } from './source-key.ts';
import { untilAborted } from './until-aborted.ts';

/** One client's subscription. */
export interface SubscriptionRun {
  readonly admitted: AdmittedOperation;
  readonly sealer: CursorSealer;
  readonly sources: SharedSources;
  readonly generations: GenerationSource;
  /** Judges the operation by a generation that comes while it runs. */
  readonly renew: RenewAdmission;
  readonly clock: Clock;
  /** Answers the query that `snapshot` names, once it has applied the position. */
  readonly takeSnapshot: (minPosition: Position | undefined) => Promise<OperationResult>;
}

/**
 * Turns the engine's frames into what this client gets. A client that speaks `extensions.stream` gets all of them, the
 * first (`kind: state`) at once; a plain one gets events only, and what it must know of a gap on the next event.
 * Throws BAD_USER_INPUT for a cursor that is not this operation's.
 */
export function runSubscription(run: SubscriptionRun, taker: PayloadTaker): BegunSubscription {
  const { admitted, sealer, sources, clock } = run;
  const { stream, identity } = admitted;
  const operationHash = hashOperation(admitted);
  const seal = sealer.for({ workspace: identity.workspace, operationHash });
  const resumeFrom = stream.resumeFrom === undefined ? undefined : seal.open(stream.resumeFrom);
  const key = toSourceKey(admitted, operationHash);
  const source = () => sources.get(key, { seal, start: followGenerations(admitted, run) });
  const isShaped = stream.maxHz !== undefined || stream.coalesceBy !== undefined || stream.batchMs !== undefined;
  if (stream.snapshot === undefined && !isShaped) return readPlainly(source(), { speaks: stream.speaks, resumeFrom }, taker);
  const view = stream.speaks ? new SpeakingView(taker) : new PlainView(seal, taker);
  const over = new AbortController();
  const begun = createFollowedSubscription(() => over.abort());
  const reading: SharedReading = { source, resumeFrom, signal: over.signal, onReader: begun.follow };
  const reads = stream.snapshot === undefined ? readShared(reading) : snapshotFirst(reading, { seal, take: run.takeSnapshot });
  const frames = toClientFrames(reads, view);
  void pour(isShaped ? untilAborted(shapeFrames(frames, stream, clock), over.signal) : frames, taker, over.signal);
  return begun;
}

/*
 * Most subscriptions are read so, and there may be very many of one source: apart from `runSubscription`, so that one keeps
 * nothing of what it took to begin.
 */
function readPlainly(
  source: SharedSource,
  { speaks, resumeFrom }: { speaks: boolean; resumeFrom: Position | undefined },
  taker: PayloadTaker,
): BegunSubscription {
  return new SharedReader(source, speaks ? new SpeakingView(taker) : new PlainView(source.seal, taker), resumeFrom);
}

async function* toClientFrames(reads: AsyncIterable<ReadFrame | SnapshotRead>, view: ClientView): AsyncGenerator<ClientFrame> {
  for await (const read of reads) {
    const frame = 'snapshot' in read ? ({ kind: 'snapshot', payload: read.snapshot } as const) : view.see(read.frame, read.dropped);
    if (frame !== undefined) yield frame;
  }
}

async function pour(frames: AsyncIterable<ClientFrame>, taker: PayloadTaker, signal: AbortSignal): Promise<void> {
  try {
    for await (const { payload } of frames) {
      if (signal.aborted) return;
      await taker.take(payload);
    }
    if (!signal.aborted) taker.end(undefined);
  } catch (error) {
    if (!signal.aborted) taker.end(error as Error);
  }
}
