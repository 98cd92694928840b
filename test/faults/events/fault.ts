/** The ways in which a run can break the model. */
export type FaultKind =
  /** Acknowledged and not stored, stored and not delivered, or left out of the middle of a key. */
  | 'lost'
  /** Stored twice, delivered twice to one subscriber, or claimed after its acknowledgement was answered. */
  | 'doubled'
  /** Out of the order of its key or of the log. */
  | 'reordered'
  /** Stored or delivered without ever having been published. */
  | 'phantom'
  /** A cursor led back to what its subscriber had already. */
  | 'stale cursor'
  /** A hole, or one that a subscriber was told of. */
  | 'gap';

export interface Fault {
  readonly kind: FaultKind;
  readonly what: string;
}

export type AddFault = (kind: FaultKind, what: string) => void;

const MAX_EXAMPLES = 5;

/** Counts faults by kind and keeps the first few of each. */
export function createFaults() {
  const kept: Fault[] = [];
  const counts = new Map<FaultKind, number>();
  return {
    add(kind: FaultKind, what: string): void {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= MAX_EXAMPLES) kept.push({ kind, what });
    },
    count: (kind: FaultKind): number => counts.get(kind) ?? 0,
    total: (): number => [...counts.values()].reduce((sum, count) => sum + count, 0),
    examples: (): readonly Fault[] => kept,
  };
}
