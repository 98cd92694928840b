import type { EventLog, Position, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition } from '../../../platform/event-log/position.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** What a source has published. */
export interface Producer {
  readonly source: string;
  readonly produced: number;
  /** Times that it sent an event which the log had already. */
  readonly duplicates: number;
  /** Of its first and its last event in the log's order; 0 when it has none that was counted. */
  readonly firstSequence: number;
  readonly lastSequence: number;
}

/** How far the log has been counted. */
export interface ProducerCount {
  readonly upTo: Position;
  /** Places that were gone before they were counted. */
  readonly uncounted: number;
}

/** Where the counts are kept. */
export interface ProducerStore {
  /** Undefined before the first count. */
  progress(scope: Scope): Promise<ProducerCount | undefined>;
  /** Adds what was found between `from` and `to`; false when another has counted on from there meanwhile. */
  add(scope: Scope, step: { from: ProducerCount | undefined; to: ProducerCount; found: readonly Producer[] }): Promise<boolean>;
  noteDuplicates(scope: Scope, duplicates: ReadonlyMap<string, number>): Promise<void>;
  /** By source, after `after`. */
  list(scope: Scope, slice: { after: string | undefined; limit: number }): Promise<readonly Producer[]>;
}

/** What a source has published, held against the log. */
export interface ProducerAudit extends ProducerCount {
  /** The log's last sequence up to `upTo`: that many events were given a place. */
  readonly sequence: number;
  /** False while more is to be counted: ask again. */
  readonly isCurrent: boolean;
}

const PAGE = 500;
const MAX_PAGES = 40;

/** Counts what is new since the last time, 20000 events at most, by source. */
export async function countProducers({ store, log }: { store: ProducerStore; log: EventLog }, scope: Scope): Promise<ProducerAudit> {
  const { workspace } = scope;
  const head = readPosition(await log.head(scope), workspace);
  let known = await store.progress(scope);
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const after = known?.upTo ?? toPosition({ workspace, epoch: 0, sequence: 0 });
    const place = readPosition(after, workspace);
    if (comparePositions(place, head) >= 0) return { upTo: after, uncounted: known?.uncounted ?? 0, sequence: place.sequence, isCurrent: true };
    const { events, hasMore } = await log.read(scope, { after, limit: PAGE, direction: 'forward' });
    const last = events.at(-1);
    const end = hasMore && last !== undefined ? readPosition(last.position, workspace) : laterOf(head, last, workspace);
    const uncounted = (known?.uncounted ?? 0) + Math.max(0, end.sequence - place.sequence - events.length);
    const to: ProducerCount = { upTo: toPosition(end), uncounted };
    // Another that counts at the same time has done this step: it is taken as it was done.
    known = (await store.add(scope, { from: known, to, found: sumUp(events) })) ? to : await store.progress(scope);
  }
  const upTo = known?.upTo ?? toPosition({ workspace, epoch: 0, sequence: 0 });
  return { upTo, uncounted: known?.uncounted ?? 0, sequence: readPosition(upTo, workspace).sequence, isCurrent: false };
}

function laterOf(head: ReturnType<typeof readPosition>, last: RecordedEvent | undefined, workspace: string) {
  const end = last === undefined ? head : readPosition(last.position, workspace);
  return comparePositions(head, end) >= 0 ? head : end;
}

function sumUp(events: readonly RecordedEvent[]): readonly Producer[] {
  const found = new Map<string, Producer>();
  for (const { source, sequence } of events) {
    const { produced = 0, firstSequence = sequence } = found.get(source) ?? {};
    found.set(source, { source, produced: produced + 1, duplicates: 0, firstSequence, lastSequence: sequence });
  }
  return [...found.values()];
}
