import type { Position } from './event-log.ts';
import { readPosition, type PositionParts } from './position.ts';

/** Where an epoch left the one before it: what lies at or before `after` is common to both. */
export interface Fork {
  readonly epoch: number;
  readonly after: number;
}

/** What there is of a workspace's log at one moment. */
export interface LogBounds {
  /** The newest sequence; 0 for an empty log. */
  readonly head: number;
  /** The newest sequence that was trimmed away; 0 when all is kept. */
  readonly floor: number;
  /** In order of epoch; empty while the head has never gone backwards. */
  readonly forks: readonly Fork[];
}

/** Forks as the stores keep them; empty for nothing. */
export function readForks(json: string | null | undefined): readonly Fork[] {
  return json === null || json === undefined || json === '[]' ? [] : (JSON.parse(json) as Fork[]);
}

/** Whether everything after a place can still be read, or from where on. */
export type Place = { readonly kind: 'available' } | { readonly kind: 'gap'; readonly availableFrom: { epoch: number; sequence: number } };

/** The epoch in which `sequence` was appended. */
export function epochOf(bounds: Pick<LogBounds, 'forks'>, sequence: number): number {
  return bounds.forks.findLast((fork) => sequence > fork.after)?.epoch ?? 0;
}

/**
 * Whether reading after `place` would miss something: it was trimmed, or its epoch was left before it, or the
 * head has gone back behind it.
 */
export function locateIn(bounds: LogBounds, place: Pick<PositionParts, 'epoch' | 'sequence'>): Place {
  const kept = keptSequence(bounds, place);
  if (place.sequence === kept && kept >= bounds.floor) return { kind: 'available' };
  const sequence = Math.max(kept, bounds.floor);
  return { kind: 'gap', availableFrom: { epoch: epochOf(bounds, sequence), sequence } };
}

/** The newest sequence at or before `place` that its epoch and the log's of today have in common. */
export function keptSequence(bounds: LogBounds, place: Pick<PositionParts, 'epoch' | 'sequence'>): number {
  return bounds.forks.reduce((least, fork) => (fork.epoch > place.epoch ? Math.min(least, fork.after) : least), Math.min(place.sequence, bounds.head));
}

/** The sequences after `low`, up to and with `high`, that lie between two positions and are kept. Throws BAD_USER_INPUT for a malformed position. */
export function toSequenceRange(
  bounds: LogBounds,
  workspace: string,
  between: { after?: Position | undefined; before?: Position | undefined; upTo?: Position | undefined },
): { low: number; high: number } {
  const after = between.after === undefined ? undefined : readPosition(between.after, workspace, 'after');
  const before = between.before === undefined ? undefined : readPosition(between.before, workspace, 'before');
  const upTo = between.upTo === undefined ? undefined : readPosition(between.upTo, workspace, 'upTo');
  return {
    low: Math.max(after === undefined ? 0 : keptSequence(bounds, after), bounds.floor),
    high: Math.min(
      bounds.head,
      before === undefined ? bounds.head : Math.min(before.sequence - 1, keptSequence(bounds, before)),
      upTo === undefined ? bounds.head : keptSequence(bounds, upTo),
    ),
  };
}
