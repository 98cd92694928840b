import type { Change, SnapshotRecord } from './snapshot-run.ts';

/** A state: each entity's version. */
type State = ReadonlyMap<string, number>;

/**
 * Holds what a client saw against the server: after its snapshot, and after each event, a client that drops older versions of an entity has the
 * server's state at that place, or, where the snapshot knew more than its place, the server's state there. Answers what does not hold.
 */
export function checkSnapshot({ snapshot, changes, written, gaps, isCoalesced }: SnapshotRecord): readonly string[] {
  const faults: string[] = [];
  if (gaps > 0) faults.push(`${gaps} gaps`);
  const known = new Set(written.map(toText));
  for (const change of [...snapshot, ...changes]) if (!known.has(toText(change))) faults.push(`phantom ${toText(change)}`);
  const snapshotHead = headOf(snapshot);
  const client = new Map<string, number>();
  for (const change of snapshot) apply(client, change);
  if (!isSame(client, stateAt(written, snapshotHead))) faults.push(`the snapshot is not the state at ${snapshotHead}`);
  let place = 0;
  for (const change of changes) {
    if (change.sequence <= place) faults.push(`${toText(change)} came after ${place}`);
    place = Math.max(place, change.sequence);
    apply(client, change);
    if (!isCoalesced && !isSame(client, stateAt(written, Math.max(place, snapshotHead)))) faults.push(`not the state at ${place}`);
  }
  if (!isSame(client, stateAt(written, Infinity))) faults.push('not the state at the end');
  return faults;
}

function apply(state: Map<string, number>, { subject, revision }: Change): void {
  if (revision > (state.get(subject) ?? 0)) state.set(subject, revision);
}

function stateAt(written: readonly Change[], place: number): State {
  const state = new Map<string, number>();
  for (const change of written) if (change.sequence <= place) apply(state, change);
  return state;
}

function headOf(changes: readonly Change[]): number {
  return changes.reduce((head, { sequence }) => Math.max(head, sequence), 0);
}

function isSame(a: State, b: State): boolean {
  return a.size === b.size && [...a].every(([subject, revision]) => b.get(subject) === revision);
}

function toText({ subject, revision, sequence }: Change): string {
  return `${subject} r${revision} at ${sequence}`;
}
