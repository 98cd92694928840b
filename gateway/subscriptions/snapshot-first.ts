import type { Position } from '../../platform/event-log/event-log.ts';
import { RefusedOperation } from '../errors.ts';
import type { OperationResult } from '../operation.ts';
import type { Payload } from './payload.ts';
import type { CursorSeal } from './cursor.ts';
import { readShared, type ReadFrame, type SharedReading } from './read-shared.ts';
import { addStream } from './streamed-frame.ts';

/** The result of a query, in its place in the stream. */
export interface SnapshotRead {
  readonly snapshot: Payload;
}

/**
 * A subscription that begins with what is: attaches, then takes the snapshot, which has applied the place where it
 * attached, then goes on after the place that the snapshot has applied. Throws RefusedOperation when there is no snapshot.
 */
export async function* snapshotFirst(
  reading: SharedReading,
  { seal, take }: { seal: CursorSeal; take: (minPosition: Position | undefined) => Promise<OperationResult> },
): AsyncGenerator<ReadFrame | SnapshotRead> {
  const attached = readShared(reading);
  let rest = attached;
  let skipsFirst = false;
  try {
    const first = await attached.next();
    if (first.done === true) return;
    yield first.value;
    const { position } = first.value.frame.stream;
    const result = await take(position);
    if ((result.data ?? null) === null && result.errors !== undefined) throw new RefusedOperation(result.errors);
    const applied = position === undefined ? undefined : (toPosition(result) ?? position);
    const { stream: _position, ...extensions } = result.extensions ?? {};
    yield { snapshot: addStream({ ...result, extensions }, { kind: 'snapshot', ...(applied === undefined ? {} : { cursor: seal.seal(applied) }) }) };
    if (applied !== undefined && applied !== position) {
      // The shared source goes on for as long as it has a reader: this one attaches before the other lets go.
      rest = readShared({ ...reading, resumeFrom: applied });
      skipsFirst = true;
    }
    for await (const read of rest) {
      const isGap = read.frame.stream.resumed !== undefined && 'gap' in read.frame.stream.resumed;
      if (!skipsFirst || isGap || read.frame.stream.kind === 'event') yield read;
      if (skipsFirst) await attached.return(undefined);
      skipsFirst = false;
    }
  } finally {
    await Promise.all([attached.return(undefined), rest.return(undefined)]);
  }
}

function toPosition(result: OperationResult): Position | undefined {
  const stream = result.extensions?.['stream'];
  const position = typeof stream === 'object' && stream !== null ? (stream as { position?: unknown }).position : undefined;
  return typeof position === 'string' ? position : undefined;
}
