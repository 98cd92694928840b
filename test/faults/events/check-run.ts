import { checkConsumers } from './check-consumers.ts';
import { checkSubscriber } from './check-subscriber.ts';
import { createFaults, type Fault } from './fault.ts';
import { readEventName, SPOOLED, type RunRecord } from './run-record.ts';

/** What a run comes to. `delivered` counts what every reader got that should have. */
export interface RunVerdict {
  readonly attempted: number;
  readonly acknowledged: number;
  /** Those of them that were acknowledged while the log was away, and not again afterwards. */
  readonly spooled: number;
  readonly stored: number;
  readonly delivered: number;
  /** Deliveries that must not have been: stored twice, handed to a subscriber twice, claimed after an answered acknowledgement. */
  readonly duplicated: number;
  readonly lost: number;
  readonly gaps: number;
  /** Claims beyond the first, as at-least-once delivery to a group allows while an acknowledgement is not answered. */
  readonly redelivered: number;
  /** The first of each kind, with what it concerns. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

/**
 * Holds a run against the model: acknowledged ⊆ stored ⊆ delivered, delivered ⊆ stored ⊆ attempted, the order of each key
 * kept everywhere, sequences and revisions without holes, nothing delivered again that need not be.
 */
export function checkRun(record: RunRecord): RunVerdict {
  const { attempted, acknowledged, stored, sequences, subscribers, consumers } = record;
  const faults = createFaults();
  const storedAt = checkStored(record, faults.add);
  for (const [id, sequence] of acknowledged) {
    const at = storedAt.get(id);
    if (at === undefined) faults.add('lost', `${id} was acknowledged at ${sequence} and is not in the history`);
    else if (at !== sequence && sequence !== SPOOLED) faults.add('reordered', `${id} was acknowledged at ${sequence} and is in the history at ${at}`);
    if (!attempted.has(id)) faults.add('phantom', `${id} was acknowledged and never published`);
  }
  let gaps = countHoles(sequences);
  if (gaps > 0) faults.add('gap', `the history leaves out ${gaps} sequences`);
  const missed = new Set<string>();
  for (const subscriber of subscribers) {
    for (const id of checkSubscriber(subscriber, storedAt, faults.add)) missed.add(id);
    gaps += subscriber.gaps;
    if (subscriber.gaps > 0) faults.add('gap', `${subscriber.name} was told of ${subscriber.gaps} gaps`);
  }
  const group = checkConsumers(consumers, storedAt, faults.add);
  for (const id of group.missed) missed.add(id);
  return {
    attempted: attempted.size,
    acknowledged: acknowledged.size,
    spooled: [...acknowledged.values()].filter((sequence) => sequence === SPOOLED).length,
    stored: stored.length,
    delivered: storedAt.size - missed.size,
    duplicated: faults.count('doubled') + faults.count('stale cursor'),
    lost: faults.count('lost'),
    gaps,
    redelivered: group.redelivered,
    faults: faults.examples(),
    faultCount: faults.total(),
  };
}

/** Checks the history by itself and answers where each event stands. */
function checkStored({ stored, attempted }: RunRecord, add: (kind: Fault['kind'], what: string) => void): ReadonlyMap<string, number> {
  const storedAt = new Map<string, number>();
  const lastOf = new Map<string, number>();
  let last = 0;
  for (const { id, sequence, revision } of stored) {
    if (sequence <= last) add('reordered', `the history shows ${id} at ${sequence} after ${last}`);
    last = Math.max(last, sequence);
    const name = readEventName(id);
    if (name === undefined || !attempted.has(id)) {
      add('phantom', `${id} is in the history and was never published`);
      continue;
    }
    if (storedAt.has(id)) {
      add('doubled', `${id} is in the history at ${storedAt.get(id)} and at ${sequence}`);
      continue;
    }
    storedAt.set(id, sequence);
    const before = lastOf.get(name.key) ?? 0;
    if (name.number !== before + 1) add(name.number > before ? 'lost' : 'reordered', `the history shows ${id} after number ${before} of its key`);
    else if (revision !== name.number) add('reordered', `${id} has the revision ${revision}`);
    lastOf.set(name.key, Math.max(before, name.number));
  }
  return storedAt;
}

function countHoles(sequences: readonly number[]): number {
  let holes = 0;
  sequences.forEach((sequence, index) => {
    holes += Math.max(0, sequence - (sequences[index - 1] ?? 0) - 1);
  });
  return holes;
}
