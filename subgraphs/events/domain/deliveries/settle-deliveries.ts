import type { Durability, EventDraft } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { distinctKeys, toBurial, type Death } from './bury-deliveries.ts';
import { toSourceCounts } from './count-sources.ts';
import { untilCommitted, type DeliveryPorts } from './delivery-ports.ts';
import type { DeliveryReceipt } from './delivery-receipt.ts';
import type { LineChange, LineUnit } from './delivery-store.ts';
import type { Delivery, DeliveryError, Line } from './delivery.ts';
import { toRetryDelayMs } from './retry-delay.ts';

/** What became of a claimed delivery. `GONE`: the claim was no longer held; `KEPT`: left alone because another of the call was gone. */
export type SettledAs = 'ACKNOWLEDGED' | 'RETRYING' | 'DEAD' | 'EXTENDED' | 'GONE' | 'KEPT';

/** What became of receipts. */
export interface Settled {
  /** One a receipt, in their order. */
  readonly outcomes: readonly SettledAs[];
  /** Undefined when nothing changed. */
  readonly durability: Durability | undefined;
}

/** A delivery that its consumer still holds, with the receipt that proves it. */
interface Held {
  readonly delivery: Delivery;
  readonly claim: string;
}

interface Decision extends LineUnit {
  readonly as: (held: Held) => SettledAs;
}

interface Committed {
  readonly decision: Decision;
  /** By the place of their receipt in the call. */
  readonly held: ReadonlyMap<number, Held>;
  readonly durability: Durability | undefined;
}

/** Ends and prolongs claims. A claim counts until another has taken the delivery, even past its time. */
export function createSettling(ports: DeliveryPorts) {
  const { store, clock, random } = ports;

  /** Decides for the deliveries of each line that are still held, and commits; decides anew when they changed. */
  async function settle(scope: Scope, receipts: readonly DeliveryReceipt[], decide: (line: Line, held: readonly Held[]) => Decision): Promise<Settled> {
    const outcomes = receipts.map((): SettledAs => 'GONE');
    let durability: Durability | undefined;
    for (const lineId of new Set(receipts.map((receipt) => receipt.lineId))) {
      const places = receipts.flatMap((receipt, index) => (receipt.lineId === lineId ? [{ receipt, index }] : []));
      const done = await untilCommitted<Committed | undefined>(async () => {
        const [line] = await store.lines(scope, [lineId]);
        const found = new Map((await store.find(scope, lineId, [...new Set(places.map(({ receipt }) => receipt.id))])).map((row) => [row.id, row]));
        const held = new Map<number, Held>();
        const seen = new Set<string>();
        for (const { receipt, index } of places) {
          const delivery = found.get(receipt.id);
          if (delivery === undefined || delivery.claim !== receipt.claim || delivery.state === 'dead' || seen.has(receipt.id)) continue;
          seen.add(receipt.id);
          held.set(index, { delivery, claim: receipt.claim });
        }
        if (line === undefined || held.size === 0) return { answer: undefined };
        const decision = decide(line, [...held.values()]);
        if (decision.changes.length === 0) return { answer: { decision, held, durability: undefined } };
        const outcome = await store.commit(scope, decision);
        return outcome.kind === 'conflict' ? undefined : { answer: { decision, held, durability: outcome.durability } };
      });
      if (done === undefined) continue;
      durability = done.durability ?? durability;
      for (const [index, held] of done.held) outcomes[index] = done.decision.as(held);
    }
    return { outcomes, durability };
  }

  return {
    /**
     * Removes deliveries for good. `events` are committed with them and come after; then it is all of the receipts, which
     * must be of one line, or nothing.
     */
    acknowledge(scope: Scope, receipts: readonly DeliveryReceipt[], events: readonly EventDraft[] = []): Promise<Settled> {
      return settle(scope, receipts, (line, held) => {
        if (events.length > 0 && held.length < receipts.length) return { changes: [], events: [], as: () => 'KEPT' };
        const changes: readonly LineChange[] = [
          { kind: 'turn', lineId: line.id, turn: { depthBy: -held.length, acknowledged: held.length } },
          { kind: 'remove-claimed', lineId: line.id, claimed: held.map(({ delivery, claim }) => ({ id: delivery.id, claim })) },
          { kind: 'promote', lineId: line.id, keys: distinctKeys(held.map(({ delivery }) => delivery)) },
          ...toSourceCounts(line, [{ what: 'acknowledged', deliveries: held.map(({ delivery }) => delivery) }]),
        ];
        return { changes, events, as: () => 'ACKNOWLEDGED' };
      });
    },

    /** Gives deliveries back, to be tried again after `delayMs` or the backoff; those tried often enough are dead. */
    reject(scope: Scope, receipts: readonly DeliveryReceipt[], options: { delayMs: number | undefined; error: DeliveryError | undefined }): Promise<Settled> {
      const { delayMs, error } = options;
      return settle(scope, receipts, (line, held) => {
        const isOver = ({ delivery }: Held) => delivery.attempts >= line.settings.maxDeliveries;
        const deaths = held.filter(isOver).map(({ delivery }): Death => ({ delivery, reason: 'MAX_DELIVERIES', error: error ?? NO_REASON }));
        const burial = deaths.length === 0 ? { changes: [], events: [] } : toBurial(line, deaths, ports);
        const retries = held
          .filter((one) => !isOver(one))
          .map(({ delivery, claim }) => ({
            kind: 'retry' as const,
            lineId: line.id,
            claimed: { id: delivery.id, claim },
            dueAtMs: clock.now() + (delayMs ?? toRetryDelayMs(line.settings, delivery.attempts, random)),
            error,
          }));
        return { changes: [...burial.changes, ...retries], events: burial.events, as: (one) => (isOver(one) ? 'DEAD' : 'RETRYING') };
      });
    },

    /** Gives deliveries up at once. */
    terminate(scope: Scope, receipts: readonly DeliveryReceipt[], error: DeliveryError | undefined): Promise<Settled> {
      return settle(scope, receipts, (line, held) => {
        const deaths = held.map(({ delivery }): Death => ({ delivery, reason: 'TERMINATED', error: error ?? NO_REASON }));
        return { ...toBurial(line, deaths, ports), as: () => 'DEAD' };
      });
    },

    /** Makes claims last `visibilityTimeoutMs` from now; one whose time is over is gone. */
    extend(scope: Scope, receipts: readonly DeliveryReceipt[], visibilityTimeoutMs: number): Promise<Settled> {
      return settle(scope, receipts, (line, held) => {
        const nowMs = clock.now();
        const isCurrent = ({ delivery }: Held) => delivery.state === 'claimed' && delivery.dueAtMs > nowMs;
        const changes = held.filter(isCurrent).map(({ delivery, claim }) => ({
          kind: 'extend' as const,
          lineId: line.id,
          claimed: { id: delivery.id, claim },
          nowMs,
          dueAtMs: nowMs + visibilityTimeoutMs,
        }));
        return { changes, events: [], as: (one) => (isCurrent(one) ? 'EXTENDED' : 'GONE') };
      });
    },
  };
}

const NO_REASON: DeliveryError = { code: undefined, message: 'rejected without a reason' };
