import type { LiveEvent, LiveFault, LiveRecord, LiveSubscriberRecord } from './live-record.ts';

export interface LiveVerdict {
  readonly faults: readonly LiveFault[];
  /** Events that subscribers got. */
  readonly delivered: number;
  /** Events that subscribers did not get and were told so. */
  readonly announced: number;
}

/**
 * Holds a live run against the model: what was acknowledged is stored, and each subscriber got every stored event of its pattern since it began,
 * once and in order, but those in a gap that it was told of.
 */
export function checkLive({ stored, acknowledged, subscribers }: LiveRecord): LiveVerdict {
  const faults: LiveFault[] = [];
  const types = new Set(stored.map(({ type }) => type));
  for (const type of acknowledged) if (!types.has(type)) faults.push({ kind: 'not stored', what: `${type} was acknowledged and is not in the history` });
  if (types.size < stored.length) faults.push({ kind: 'doubled', what: `${stored.length - types.size} events are in the history twice` });
  let delivered = 0;
  let announced = 0;
  for (const subscriber of subscribers) {
    const checked = checkSubscriber(subscriber, stored);
    faults.push(...checked.faults);
    delivered += checked.delivered;
    announced += checked.announced;
  }
  return { faults, delivered, announced };
}

function checkSubscriber({ name, accepts, from, steps }: LiveSubscriberRecord, stored: readonly LiveEvent[]): LiveVerdict {
  const faults: LiveFault[] = [];
  const wanted = stored.filter(({ sequence, type }) => sequence > from && accepts(type)).map(({ sequence }) => sequence);
  const isWanted = new Set(wanted);
  const got = new Set<number>();
  /** Stretches of the log that were announced as gone: after the first number, before the second. */
  const gaps: [after: number, before: number][] = [];
  let last = from;
  let isInGap = false;
  for (const step of steps) {
    if (step.kind === 'gap') {
      isInGap = true;
      continue;
    }
    const { sequence } = step;
    if (!isWanted.has(sequence)) faults.push({ kind: 'phantom', what: `${name} got ${sequence}, which is none of its events` });
    else if (got.has(sequence)) faults.push({ kind: 'doubled', what: `${name} got ${sequence} twice` });
    else if (sequence < last) faults.push({ kind: 'reordered', what: `${name} got ${sequence} after ${last}` });
    if (isInGap) gaps.push([last, sequence]);
    isInGap = false;
    got.add(sequence);
    last = Math.max(last, sequence);
  }
  if (isInGap) gaps.push([last, Infinity]);
  let announced = 0;
  for (const sequence of wanted) {
    if (got.has(sequence)) continue;
    if (gaps.some(([after, before]) => sequence > after && sequence < before)) announced += 1;
    else faults.push({ kind: 'lost', what: `${name} never got ${sequence}, and was not told of a gap` });
  }
  return { faults, delivered: got.size, announced };
}
