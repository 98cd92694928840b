import { comparePositions, readPosition } from '../../platform/event-log/position.ts';
import type { AnswerStream } from '../../platform/subgraph/endpoint.ts';
import type { GatheredStream } from './run.ts';

/**
 * What an answer says of positions, from what the subgraphs said: a query has surely applied the lowest of theirs,
 * a mutation stands where its last recorded event does. Undefined when no subgraph gave a position of this workspace.
 */
export function toAnswerStream(streams: readonly GatheredStream[], context: { kind: string; workspace: string }): AnswerStream | undefined {
  if (context.kind === 'mutation') return streams.findLast(({ kind }) => kind === 'mutation')?.stream;
  // Most of the time all subgraphs have applied the same.
  const distinct = new Set(streams.map(({ stream }) => stream.position));
  const positions = [...distinct].flatMap((position) => {
    if (position === null) return [];
    const parts = tryReadPosition(position, context.workspace);
    return parts === undefined ? [] : [{ position, parts }];
  });
  const [first, ...others] = positions;
  if (first === undefined) return undefined;
  return { position: others.reduce((lowest, other) => (comparePositions(other.parts, lowest.parts) < 0 ? other : lowest), first).position };
}

/** A subgraph that is not ours may mean something else by the word. */
function tryReadPosition(position: string, workspace: string): ReturnType<typeof readPosition> | undefined {
  try {
    return readPosition(position, workspace);
  } catch {
    return undefined;
  }
}
