/**
 * A consumer of a fault run: claims events of the group `fault`, gives some of them back, and acknowledges the rest, writing what it was
 * given before it does anything, and what was answered after.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../conformance/differential/random.ts';
import { createFaultClient } from './fault-client.ts';
import { openJournal } from './journal.ts';
import { joinRun } from './member.ts';

const CLAIM = `mutation ($name: String!) { claimEvents(group: "fault", max: 100, consumer: $name, visibilityTimeoutMs: 4000) {
  deliveries { receipt event { id sequence } } } }`;
const ACKNOWLEDGE = 'mutation ($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts) { outcomes } }';
const REJECT = 'mutation ($receipts: [ID!]!) { rejectDeliveries(receipts: $receipts, delayMs: 50) { outcomes } }';
const REJECTED_SHARE = 0.02;

interface Claimed {
  readonly claimEvents: { readonly deliveries: readonly { readonly receipt: string; readonly event: { readonly id: string } | null }[] };
}

const { settings, tell, leave, isStopping } = joinRun();
const { journal, lines } = openJournal(settings.journal);
const random = createRandom(settings.seed + lines.length);
let settled = lines.filter((line) => line.startsWith('S ')).length;

/** One clock for all processes of the machine, in ms. */
const nowMs = (): string => (Number(process.hrtime.bigint() / 1_000n) / 1_000).toFixed(3);

async function work(lane: number): Promise<void> {
  const backend = createFaultClient(settings.urls);
  for (let skip = 0; skip < lane % settings.urls.length; skip += 1) backend.change();
  while (!isStopping()) {
    const askedAt = nowMs();
    const answer = await backend.ask<Claimed>(CLAIM, { name: settings.name });
    const deliveries = answer?.claimEvents.deliveries ?? [];
    if (deliveries.length === 0) {
      await delay(50 + random.below(50));
      continue;
    }
    const gotAt = nowMs();
    journal.write(deliveries.map(({ event }) => `C ${event?.id ?? 'without.0'} ${askedAt} ${gotAt}`));
    const rejected = deliveries.filter(() => random.chance(REJECTED_SHARE));
    if (rejected.length > 0) await backend.ask(REJECT, { receipts: rejected.map(({ receipt }) => receipt) });
    const done = deliveries.filter((one) => !rejected.includes(one));
    if (done.length === 0) continue;
    const triedAt = nowMs();
    journal.write(done.map(({ event }) => `T ${event?.id ?? ''} ${triedAt}`));
    const outcomes = await backend.ask<{ acknowledgeDeliveries: { outcomes: readonly string[] } }>(ACKNOWLEDGE, {
      receipts: done.map(({ receipt }) => receipt),
    });
    const settledAt = nowMs();
    const acknowledged = done.filter((_, index) => outcomes?.acknowledgeDeliveries.outcomes[index] === 'ACKNOWLEDGED');
    journal.write(acknowledged.map(({ event }) => `S ${event?.id ?? ''} ${settledAt}`));
    settled += acknowledged.length;
  }
}

const telling = setInterval(() => tell({ kind: 'progress', count: settled, sequence: 0 }), 200);
try {
  await Promise.all(Array.from({ length: settings.lanes }, (_, lane) => work(lane)));
} catch (error) {
  journal.write([`X ${String(error).replaceAll('\n', ' ')}`]);
}
clearInterval(telling);
leave();
