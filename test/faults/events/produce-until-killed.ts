/**
 * A producer of a fault run: publishes the events of its own keys, writing the ids of a batch before it sends it and what was answered
 * after. A batch without an answer is sent again, unless a crash came between: then it is sometimes given up, with its keys.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../conformance/differential/random.ts';
import { createFaultClient } from './fault-client.ts';
import { openJournal } from './journal.ts';
import { joinRun, type MemberSettings } from './member.ts';
import { readEventName } from './run-record.ts';

const GIVE_UP_SHARE = 0.3;
const PADDING = 'x'.repeat(120);

const PUBLISH = `mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { results { status event { id sequence } } } }`;
interface Published {
  readonly publishEvents: {
    readonly results: readonly { readonly status: string; readonly event: { readonly id: string; readonly sequence: number } | null }[];
  };
}

interface Slot {
  generation: number;
  /** The newest number that was attempted. */
  last: number;
  pending: string[];
}

const { settings, tell, leave, isStopping, isHeld } = joinRun();
const { name, lanes, keysPerLane, maxBatch } = settings as MemberSettings & { readonly keysPerLane: number; readonly maxBatch: number };
const { journal, lines } = openJournal(settings.journal);
const random = createRandom(settings.seed + lines.length);
/** A process keeps the order of what it has spooled; of several, each its own: there the log must have an event before the next of its key. */
const isSpoolingInOrder = settings.urls.length === 1;
const slots = restore();
let acknowledged = lines.filter((line) => line.startsWith('K ') || (isSpoolingInOrder && line.startsWith('S '))).length;

/** Where each key stands, by what was written before the last crash. */
function restore(): Map<string, Slot> {
  const found = new Map<string, Slot>();
  for (const line of lines) {
    const [what, id = ''] = line.split(' ');
    const event = readEventName(id);
    if (event === undefined) continue;
    const at = event.key.lastIndexOf('-');
    const [slotName, generation] = [event.key.slice(0, at), Number(event.key.slice(at + 1))];
    let slot = found.get(slotName);
    if (slot === undefined || slot.generation < generation) found.set(slotName, (slot = { generation, last: 0, pending: [] }));
    slot.last = Math.max(slot.last, event.number);
    if (what === 'A') slot.pending.push(id);
    else if (what === 'K' || isSpoolingInOrder) slot.pending = slot.pending.filter((one) => one !== id);
  }
  return found;
}

function slotOf(lane: number, number: number): { slotName: string; slot: Slot } {
  const slotName = `${name}-${lane}-${number}`;
  let slot = slots.get(slotName);
  if (slot === undefined) slots.set(slotName, (slot = { generation: 1, last: 0, pending: [] }));
  return { slotName, slot };
}

function toInput(id: string): Record<string, unknown> {
  const { key, number } = readEventName(id)!;
  return { id, source: `fault/${name}`, subject: key, type: `fault.wrote.${number % 2 === 1 ? 'odd' : 'even'}`, data: { number, padding: PADDING } };
}

async function publish(ids: readonly string[], lane: number): Promise<void> {
  const mine = createFaultClient(settings.urls);
  for (let skip = 0; skip < lane % settings.urls.length; skip += 1) mine.change();
  for (;;) {
    const answer = await mine.ask<Published>(PUBLISH, { inputs: ids.map(toInput) });
    if (answer !== undefined) {
      journal.write(answer.publishEvents.results.map(({ event }, index) => (event === null ? `S ${ids[index] ?? ''}` : `K ${event.id} ${event.sequence}`)));
      if (isSpoolingInOrder || answer.publishEvents.results.every(({ status }) => status === 'STORED')) {
        acknowledged += ids.length;
        return;
      }
    }
    await delay(50 + random.below(150));
  }
}

async function work(lane: number): Promise<void> {
  const left = Array.from({ length: keysPerLane }, (_, number) => slotOf(lane, number).slot.pending).flat();
  if (left.length > 0 && !random.chance(GIVE_UP_SHARE)) await publish(left, lane);
  else if (left.length > 0) {
    for (let number = 0; number < keysPerLane; number += 1) {
      const { slot } = slotOf(lane, number);
      // What was given up may still arrive, so its key is used no more.
      if (slot.pending.length > 0) Object.assign(slot, { generation: slot.generation + 1, last: 0, pending: [] });
    }
  }
  while (!isStopping()) {
    if (isHeld()) {
      await delay(100);
      continue;
    }
    const ids = Array.from({ length: 1 + random.below(maxBatch) }, () => {
      const { slotName, slot } = slotOf(lane, random.below(keysPerLane));
      slot.last += 1;
      return `${slotName}-${slot.generation}.${slot.last}`;
    });
    journal.write(ids.map((id) => `A ${id}`));
    await publish(ids, lane);
  }
}

const telling = setInterval(() => tell({ kind: 'progress', count: acknowledged, sequence: 0 }), 200);
try {
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
} catch (error) {
  journal.write([`X ${String(error).replaceAll('\n', ' ')}`]);
}
clearInterval(telling);
tell({ kind: 'progress', count: acknowledged, sequence: 0 });
leave();
