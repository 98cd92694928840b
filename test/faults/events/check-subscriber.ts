import type { AddFault } from './fault.ts';
import { readEventName, type SubscriberRecord } from './run-record.ts';

/** Checks that a subscriber got each event of its pattern once, in the order of the log; answers the ids that it never got. */
export function checkSubscriber({ name, accepts, steps }: SubscriberRecord, storedAt: ReadonlyMap<string, number>, add: AddFault): ReadonlySet<string> {
  const got = new Set<string>();
  let last = 0;
  let isResuming = false;
  for (const step of steps) {
    if (step.kind === 'resume') {
      isResuming = true;
      continue;
    }
    const { id, sequence } = step;
    const at = storedAt.get(id);
    const wanted = readEventName(id);
    if (at === undefined) add('phantom', `${name} got ${id}, which is not in the history`);
    else if (at !== sequence) add('reordered', `${name} got ${id} at ${sequence}, which is in the history at ${at}`);
    else if (wanted !== undefined && !accepts(wanted)) add('phantom', `${name} got ${id}, which its pattern does not let through`);
    if (sequence > last) isResuming = false;
    else if (isResuming) add('stale cursor', `${name} came back with its cursor at ${last} and got ${id} at ${sequence}`);
    else if (got.has(id)) add('doubled', `${name} got ${id} twice`);
    else add('reordered', `${name} got ${id} at ${sequence} after ${last}`);
    last = Math.max(last, sequence);
    got.add(id);
  }
  const missed = new Set<string>();
  for (const id of storedAt.keys()) {
    const wanted = readEventName(id);
    if (wanted === undefined || !accepts(wanted) || got.has(id)) continue;
    missed.add(id);
    add('lost', `${name} never got ${id}`);
  }
  return missed;
}
