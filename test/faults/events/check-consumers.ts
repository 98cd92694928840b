import type { AddFault } from './fault.ts';
import { readEventName, type ConsumerStep } from './run-record.ts';

/** What the consumers of the group saw of one event. */
interface Handled {
  claims: number;
  lastAskedAtMs: number;
  firstGotAtMs: number;
  firstTriedAtMs: number;
  settledAtMs: number;
}

/**
 * Checks what the consumers of one group saw together: every stored event was claimed and settled, none was claimed by a call that began
 * after its acknowledgement had been answered, and none before the one that precedes it in its key had been acknowledged.
 */
export function checkConsumers(
  steps: Iterable<ConsumerStep>,
  storedAt: ReadonlyMap<string, number>,
  add: AddFault,
): { readonly missed: ReadonlySet<string>; readonly redelivered: number } {
  const handled = gather(steps);
  const missed = new Set<string>();
  let redelivered = 0;
  for (const id of storedAt.keys()) {
    const one = handled.get(id);
    if (one === undefined || one.claims === 0 || one.firstTriedAtMs === Infinity) {
      missed.add(id);
      add('lost', `the group ${one === undefined ? 'never handed out' : 'has not settled'} ${id}`);
    }
  }
  for (const [id, one] of handled) {
    redelivered += Math.max(0, one.claims - 1);
    if (!storedAt.has(id)) add('phantom', `the group handed out ${id}, which is not in the history`);
    if (one.lastAskedAtMs > one.settledAtMs) add('doubled', `the group handed out ${id} after its acknowledgement had been answered`);
    const name = readEventName(id);
    const before = name === undefined || name.number === 1 ? undefined : handled.get(`${name.key}.${name.number - 1}`);
    if (name !== undefined && name.number > 1 && (before === undefined || one.firstGotAtMs < before.firstTriedAtMs))
      add('reordered', `the group handed out ${id} before number ${name.number - 1} of its key was acknowledged`);
  }
  return { missed, redelivered };
}

function gather(steps: Iterable<ConsumerStep>): ReadonlyMap<string, Handled> {
  const handled = new Map<string, Handled>();
  for (const step of steps) {
    const one = handled.get(step.id) ?? { claims: 0, lastAskedAtMs: -Infinity, firstGotAtMs: Infinity, firstTriedAtMs: Infinity, settledAtMs: Infinity };
    handled.set(step.id, one);
    if (step.kind === 'claim') {
      one.claims += 1;
      one.lastAskedAtMs = Math.max(one.lastAskedAtMs, step.askedAtMs);
      one.firstGotAtMs = Math.min(one.firstGotAtMs, step.gotAtMs);
    } else if (step.kind === 'tried') one.firstTriedAtMs = Math.min(one.firstTriedAtMs, step.atMs);
    else one.settledAtMs = Math.min(one.settledAtMs, step.atMs);
  }
  return handled;
}
