import type { EventFilter, EventLog, Position } from '../../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition } from '../../../../platform/event-log/position.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { OWN_SOURCE } from '../own-event.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Line } from './delivery.ts';

/** What became of the events of one source, or of all, in a group since its audit began. */
export interface DeliveryCounts {
  /** Events that pass the filter, counted in the log between the ends of the audit. */
  readonly produced: number;
  readonly taken: number;
  /** Settled for good by a consumer. */
  readonly delivered: number;
  /** Handed out once more than the first time. */
  readonly duplicates: number;
  readonly pending: number;
  readonly deadLetters: number;
  /** Dead letters that were removed. */
  readonly discarded: number;
  /** Produced and in none of the states above: 0 unless something was lost. */
  readonly gaps: number;
}

/** What a group was given and what became of it, in numbers that must agree. */
export interface GroupAudit extends DeliveryCounts {
  readonly group: Line;
  /** The first event after it counts. */
  readonly from: Position;
  /** The last event up to and with it counts. */
  readonly upTo: Position;
  /** False when the log has dropped events that were counted when they were taken: `produced` is too low by them. */
  readonly isWhole: boolean;
  readonly sources: readonly (DeliveryCounts & { readonly source: string })[];
}

const NONE = { taken: 0, delivered: 0, duplicates: 0, pending: 0, deadLetters: 0, discarded: 0 };

/** Holds what a group did against what the log has. */
export async function auditGroup({ store, log }: { store: DeliveryStore; log: EventLog }, scope: Scope, group: Line): Promise<GroupAudit> {
  const start = toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
  const [from, upTo] = [group.audit.from ?? start, group.position ?? start];
  const counted = await store.sources(scope, group);
  const { filter } = group.settings;
  const count = (more: EventFilter) => log.count(scope, { filter: { ...filter, ...more }, after: from, upTo });
  // What tells of the group itself is not handed to it.
  const allows = (key: 'source' | 'subject', value: string) => filter[key] === undefined || filter[key] === value;
  const own = allows('source', OWN_SOURCE) && allows('subject', group.id) ? await count({ source: OWN_SOURCE, subject: group.id }) : 0;

  const sources = await Promise.all(
    counted.map(async ({ source, taken, acknowledged: delivered, redelivered: duplicates, pending, dead: deadLetters, discarded }) => {
      const produced = allows('source', source) ? (await count({ source })) - (source === OWN_SOURCE ? own : 0) : 0;
      return { source, ...withGaps({ produced, taken, delivered, duplicates, pending, deadLetters, discarded }) };
    }),
  );
  const total = sources.reduce((sum, source) => add(sum, source), NONE);
  const { dropped } = await log.keeping.facts(scope);
  const isWhole = dropped.every(({ through }) => comparePositions(readPosition(through, scope.workspace), readPosition(from, scope.workspace)) <= 0);
  return { group, from, upTo, isWhole, sources, ...withGaps({ ...total, produced: (await count({})) - own }) };
}

function withGaps(counts: Omit<DeliveryCounts, 'gaps'>): DeliveryCounts {
  const { produced, taken, delivered, pending, deadLetters, discarded } = counts;
  return { ...counts, gaps: Math.max(0, produced - taken) + Math.max(0, taken - delivered - pending - deadLetters - discarded) };
}

function add(a: typeof NONE, b: typeof NONE): typeof NONE {
  return {
    taken: a.taken + b.taken,
    delivered: a.delivered + b.delivered,
    duplicates: a.duplicates + b.duplicates,
    pending: a.pending + b.pending,
    deadLetters: a.deadLetters + b.deadLetters,
    discarded: a.discarded + b.discarded,
  };
}
